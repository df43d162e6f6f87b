"""What a page costs behind nginx with the file that we ship, beside a file of the same bytes and the site alone.

    python -m benchmarks.nginx [seconds]

Needs nginx and wrk. Processor time is counted for each request, of nginx and of the site: so a machine that is busy
with other things tells the same. Rounds are interleaved.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from tests import proxy, running

ROUNDS = 5
PAGE = "/taskforces/bretagne-france-programme-school-company-cooperation/"
FILE = "static/page.0123456789ab.bin"
TICK = 1_000_000 / os.sysconf("SC_CLK_TCK")


class Round(NamedTuple):
    """What was asked in one round: requests a second, and microseconds of processor time for each."""

    rate: float
    nginx: float
    site: float


def main(seconds: int) -> None:
    """Measure in a folder that is thrown away."""
    if not shutil.which("wrk") or not proxy.NGINX:
        sys.exit("This needs nginx and wrk. On Debian: apt install nginx-light wrk")
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), seconds)


def measure(folder: Path, seconds: int) -> None:
    """Start everything and ask."""
    env = {"SITE_URL": f"https://{proxy.HOST}", "BEHIND_PROXY": "1", "LOG_LEVEL": "ERROR"}
    (folder / "proxy").mkdir()
    with running.serve(folder / "data", **env) as site, proxy.serve(site, folder / "proxy") as front:
        page = proxy.Visitor(front.secure).ask("GET", PAGE, **{"Accept-Encoding": "gzip"})
        (site.data_dir / FILE).write_bytes(page.body)
        addresses = {
            "nginx, the page": f"http://127.0.0.1:{front.secure}{PAGE}",
            "nginx, a file of the same bytes": f"http://127.0.0.1:{front.secure}/{FILE}",
            "the site alone, the page": f"http://{urlsplit(site.url).netloc}{PAGE}",
        }
        pids = int((front.folder / "pid").read_text()), site.process.pid
        rounds = [{name: ask(address, seconds, *pids) for name, address in addresses.items()} for _ in range(ROUNDS)]
    show(len(page.body), {name: [each[name] for each in rounds] for name in addresses})


def ask(address: str, seconds: int, nginx: int, site: int) -> Round:
    """Ask as fast as it is answered."""
    headers = {"Host": proxy.HOST, "Accept-Encoding": "gzip", "X-Forwarded-Proto": "https"}
    words = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    before = spent(nginx), spent(site)
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", *words, address]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told:
        sys.exit(f"{address} was not answered as it should:\n{told}")
    number = int(re.search(r"(\d+) requests in", told)[1])
    used = (after - earlier for after, earlier in zip((spent(nginx), spent(site)), before, strict=True))
    return Round(float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]), *(each / number for each in used))


def spent(pid: int) -> float:
    """Microseconds of processor time of a process and of those that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return TICK * (int(fields[11]) + int(fields[12])) + sum(map(spent, map(int, children)))


def show(size: int, measured: dict[str, list[Round]]) -> None:
    """The medians of each, and how the page compares with the file."""
    sys.stdout.write(f"{size:,} bytes, gzip; 16 connections; medians of {ROUNDS} rounds\n")
    medians = {name: Round(*map(statistics.median, zip(*rounds, strict=True))) for name, rounds in measured.items()}
    for name, each in medians.items():
        sys.stdout.write(f"{name:34}{each.nginx:8.0f} µs in nginx {each.site:8.0f} µs in the site")
        sys.stdout.write(f" {each.rate:10,.0f} requests a second\n")
    page, file, _site = medians.values()
    sys.stdout.write(f"nginx spends {file.nginx / page.nginx:.2f} of its time for the page on the file\n")
    page, file, _site = measured.values()
    rates = [one.rate / other.rate for one, other in zip(page, file, strict=True)]
    sys.stdout.write(f"rate of the page, compared with the file: {statistics.median(rates):.2f}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
