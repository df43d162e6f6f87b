"""What several machines share: a real Redis and an S3-compatible store, each a process of its own."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import redis

from tests.postgresql import free_port
from tests.running import wait_for

HAS_REDIS = bool(shutil.which("redis-server"))


@contextmanager
def cache(folder: Path, *words: str) -> Iterator[str]:
    """A Redis, started with these words more; gives its CACHE_URL."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", *words]
    with _process(command, folder), redis.Redis(port=port) as client:
        wait_for(client.ping, redis.ConnectionError)
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def store(folder: Path) -> Iterator[str]:
    """An S3-compatible store with one bucket; gives its STORE_URL."""
    port = free_port()
    with _process([sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], folder):
        wait_for(lambda: urlopen(Request(f"http://127.0.0.1:{port}/dossiers", method="PUT")).close(), OSError)
        yield f"s3+http://key:secret@127.0.0.1:{port}/dossiers"


def lies_open(store_url: str, key: str) -> bool:
    """Whether a file is in the store; this one asks nobody for a key."""
    place = store_url.rpartition("@")[2]
    try:
        with urlopen(f"http://{place}/{key}") as answer:
            return answer.status == 200
    except HTTPError as error:
        return error.code != 404


@contextmanager
def _process(command: list[str], folder: Path) -> Iterator[None]:
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=folder, **streams)
    try:
        yield
    finally:
        process.kill()
        process.wait()
