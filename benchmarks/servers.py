"""The servers that are compared: our site as `manage.py serve` starts it, others under the same gunicorn, nginx."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import Tree
from tests import running
from tests.postgresql import free_port

WORKERS = 2
PASSWORD = "a long password for the benchmark"
NGINX = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/log;
events {{ }}
http {{ access_log off; server {{ listen 127.0.0.1:{port}; location / {{ root {folder}/pages; }} }} }}
"""


@dataclass(frozen=True)
class Server:
    """Where it is, and what it takes."""

    url: str
    tree: Tree


@contextmanager
def site(data_dir: Path, **env: str) -> Iterator[Server]:
    """Ours. A new address each time, so its rows name another host than the one that is asked: no page minds."""
    with running.serve(data_dir, WEB_CONCURRENCY=str(WORKERS), STAFF_PASSWORD=PASSWORD, **env) as started:
        yield Server(started.url, Tree(started.process.pid))


@contextmanager
def beside(module: str, **env: str) -> Iterator[Server]:
    """Another application under gunicorn, set as ours is."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", *_as_ours(), f"benchmarks.beside.{module}"]
    with _running(command, port, **env) as server:
        yield server


def _as_ours() -> list[str]:
    """The settings of our gunicorn that cost something, as words of its command line."""
    script = "from dossier_site import gunicorn as g; print(g.worker_class, g.threads, g.worker_tmp_dir or '/tmp')"
    with tempfile.TemporaryDirectory() as folder:
        worker_class, threads, place = running.python(Path(folder), "-c", script).stdout.split()
    log = ["--access-logfile", "-", "--access-logformat", '"%(r)s" %(s)s %(b)s %(M)sms']
    return ["-w", str(WORKERS), "-k", worker_class, "--threads", threads, "--worker-tmp-dir", place, *log]


@contextmanager
def nginx(page: bytes) -> Iterator[Server | None]:
    """nginx with one file, or None where it is not installed."""
    if not (program := shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")):
        yield None
        return
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        (folder / "pages").mkdir()
        (folder / "pages" / "index.html").write_bytes(page)
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
        with _running([program, "-p", name, "-c", str(folder / "nginx.conf")], port) as server:
            yield server


@contextmanager
def _running(command, port, **env):
    """A process that listens at a port, until the block ends."""
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=running.HOUSE, env={**os.environ, **env}, **quiet)
    try:
        for _time in range(300):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield Server(f"http://127.0.0.1:{port}", Tree(process.pid))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
