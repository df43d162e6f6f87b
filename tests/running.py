"""The site as a webmaster runs it: a process of its own, on a data folder of its own."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.postgresql import free_port

HOUSE = Path(__file__).resolve().parent.parent


@dataclass
class Site:
    """A running site: its address, who may log in, its folder, its process and where that wrote its log."""

    url: str
    username: str
    password: str
    data_dir: Path
    process: subprocess.Popen
    log: Path
    env: dict[str, str]


def surroundings(data_dir: Path, **env: str) -> dict[str, str]:
    """The environment of a site on this data folder: file SQLite, and nothing else set but `env`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {"DATA_DIR": str(data_dir), "ENV_FILE": os.devnull, "PYTHONWARNINGS": "default"} | env


def manage(data_dir: Path, *words: str, **env: str) -> subprocess.CompletedProcess:
    """Run one of the site's commands to its end."""
    return python(data_dir, "manage.py", *words, **env)


def python(data_dir: Path, *words: str, **env: str) -> subprocess.CompletedProcess:
    """Run Python in the site's house to its end."""
    command = [sys.executable, *words]
    streams = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True}
    return subprocess.run(command, cwd=HOUSE, env=surroundings(data_dir, **env), timeout=120, **streams)


def beside(site: Site, script: str) -> list[str]:
    """Run a script in a process of its own beside a site, as somebody elsewhere would; gives the words it prints."""
    ended = python(site.data_dir, "-c", script, DJANGO_SETTINGS_MODULE="dossier_site.settings", **site.env)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.split()


def start(data_dir: Path, *words: str, **env: str) -> subprocess.Popen:
    """Start Python in the site's house; say nothing of what it says."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, *words], cwd=HOUSE, env=surroundings(data_dir, **env), **streams)


def own_database(like: dict[str, str] | None = None) -> dict[str, str]:
    """What names an empty database of the kind that this run is on: a new PostgreSQL one, or none for SQLite.

    `like` names one that it is a copy of.
    """
    server = os.environ.get("DATABASE_URL")
    if not server:
        return {}
    name = f"dossiers_{os.urandom(6).hex()}"
    with psycopg.connect(server, autocommit=True) as connection:
        template = f" TEMPLATE {urlsplit(like['DATABASE_URL']).path[1:]}" if like else ""
        connection.execute(f"CREATE DATABASE {name}{template}")
    return {"DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}


FORK = """
import json, os, sys
import django; django.setup()
from manage import main
for line in sys.stdin:
    if not (child := os.fork()):
        folder, *words = json.loads(line)
        for stream, name, flags in ((0, os.devnull, os.O_RDONLY), (1, "out", os.O_WRONLY), (2, "err", os.O_WRONLY)):
            os.dup2(os.open(os.path.join(folder, name), flags | os.O_CREAT), stream)
        sys.argv = ["manage.py", *words]
        sys.exit(main())
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Commands:
    """Runs commands on one data folder like `manage`, each in a process that begins where Django is set up."""

    def __init__(self, data_dir: Path, **env: str):
        env = surroundings(data_dir, **env) | {"DJANGO_SETTINGS_MODULE": "dossier_site.settings"}
        streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen([sys.executable, "-c", FORK], cwd=HOUSE, env=env, **streams)

    def run(self, *words: str) -> subprocess.CompletedProcess:
        """Run one to its end."""
        with tempfile.TemporaryDirectory() as folder:
            self.process.stdin.write(json.dumps([folder, *words]) + "\n")
            self.process.stdin.flush()
            code = int(self.process.stdout.readline())
            said = [(Path(folder) / name).read_text() for name in ("out", "err")]
        return subprocess.CompletedProcess(words, code, *said)

    def end(self) -> None:
        """No more are run."""
        self.process.communicate()


@contextmanager
def serve(data_dir: Path, *words: str, **env: str) -> Iterator[Site]:
    """Start the site, perhaps by other words than usual, wait until it is ready, hand it over, stop it with SIGTERM."""
    port = str(free_port())
    log = data_dir.parent / f"{data_dir.name}.log"
    command = [sys.executable, *(words or ("manage.py", "serve"))]
    with open(log, "w") as out:
        process = subprocess.Popen(
            command,
            cwd=HOUSE,
            env=surroundings(data_dir, PORT=port, **env),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    site = Site(f"http://127.0.0.1:{port}", "editor", env.get("STAFF_PASSWORD", ""), data_dir, process, log, env)
    try:
        wait(site)
        yield site
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def wait_for(ask, refusal: type[Exception], seconds: int = 60) -> None:
    """Return when asking raises `refusal` no more; raise it when that takes too long."""
    until = time.monotonic() + seconds
    while True:
        try:
            return ask()
        except refusal:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def wait(site: Site, seconds: int = 120) -> None:
    """Return when the site says that it is ready; raise with its log when it ends or takes too long."""
    until = time.monotonic() + seconds
    while site.process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{site.url}/health/ready", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"The site did not start:\n{site.log.read_text()}")
