"""Asks for a page: with wrk, many at once; or one request after the other."""

import http.client
import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks.servers import Server

CONNECTIONS, MANY = 16, 20
LONG = 100  # milliseconds
FEW, MOST = 5, 100
# What a browser takes.
ACCEPT = {"Accept-Encoding": "gzip, deflate, br"}
UNITS = {"us": 0.001, "ms": 1, "s": 1_000, "m": 60_000}
MISSING = "wrk is not installed. On Debian: apt install wrk. On macOS: brew install wrk."


@dataclass(frozen=True)
class Answer:
    """One answer, as it came over the line."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Load:
    """What many requests took: milliseconds of processor time each, how many a second, and how long readers waited."""

    cpu: float
    rate: float = 0
    p50: float = 0
    p99: float = 0


def ask(server: Server, path: str, headers: dict[str, str] = ACCEPT, *, method="GET", body=None) -> Answer:
    """One request on a line of its own."""
    line = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=300)
    line.request(method, path, body, headers)
    answer = line.getresponse()
    given = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    line.close()
    return given


def many(server: Server, path: str, headers: dict[str, str], seconds: float) -> Load:
    """As many as it can answer at 16 lines; of a page that takes long only one after the other.

    When the time is over, requests are under way that were not counted: so it takes long enough for them not to matter.
    """
    quiet = in_turn(server, path, headers, lambda: None, seconds / 2)
    if quiet.cpu > LONG:
        return quiet
    enough = MANY * CONNECTIONS * quiet.cpu / 1_000
    before, said = server.tree.cpu(), _wrk(server.url + path, headers, max(seconds, enough))
    number = int(re.search(r"(\d+) requests in", said)[1])
    cpu = (server.tree.cpu() - before) / max(1, number) * 1_000
    if enough > seconds:
        server.tree.rest()
    return Load(cpu, float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), *_waited(said, "50%", "99%"))


def _wrk(url, headers, seconds):
    """What wrk says. Raises RuntimeError for answers that are errors."""
    words = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    command = [
        "wrk",
        "--timeout",
        "300s",
        "-t",
        "1",
        "-c",
        str(CONNECTIONS),
        "-d",
        f"{max(1, seconds):.0f}s",
        "--latency",
    ]
    said = subprocess.run([*command, *words, url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said and "If-None-Match" not in headers:
        raise RuntimeError(f"{url} is answered with errors:\n{said}")
    return said


def _waited(said, *shares):
    found = [re.search(rf"{share}\s+([\d.]+)(us|ms|s|m)", said) for share in shares]
    return [float(match[1]) * UNITS[match[2]] for match in found]


def in_turn(server: Server, path: str, headers: dict[str, str], first: Callable[[], None], seconds: float) -> Load:
    """One after the other, each after `first`, until the time is over, and a few at least.

    As many go before that are not measured: what each process makes once and for all, it makes for these.
    """
    for _time in range(2 * FEW):
        first()
        ask(server, path, headers)
    until, before, waited = time.monotonic() + seconds, server.tree.cpu(), []
    while len(waited) < FEW or (time.monotonic() < until and len(waited) < MOST):
        first()
        begin = time.perf_counter()
        ask(server, path, headers)
        waited.append((time.perf_counter() - begin) * 1_000)
    waited.sort()
    cpu = (server.tree.cpu() - before) / len(waited) * 1_000
    return Load(cpu, 0, waited[len(waited) // 2], waited[-1])
