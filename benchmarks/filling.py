"""Sites of made-up dossiers, each made once."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests import running
from tests.postgresql import Server

# Dossiers, and events of each.
SIZES = {"S": (10, 20), "M": (1_000, 50), "L": (10_000, 100)}
FOLDER = running.HOUSE / "var" / "benchmarks"


def filled(size: str, server: str | None) -> tuple[Path, dict[str, str]]:
    """The data folder of a site of this size, and what else its environment names."""
    folder = FOLDER / (f"{size}-postgresql" if server else size)
    env = {"DATABASE_URL": _database(server, size)} if server else {}
    done = folder / "filled"
    if server or not done.exists():
        dossiers, events = map(str, SIZES[size])
        sys.stderr.write(f"Filling {folder}\n")
        words = ["manage.py", "generate", "--dossiers", dossiers, "--events", events]
        subprocess.run([sys.executable, *words], cwd=running.HOUSE, env=running.surroundings(folder, **env), check=True)
        done.touch()
    return folder, env


@contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL for the time of the benchmark: its address."""
    server = Server()
    try:
        yield server.start()
    finally:
        server.stop()


def _database(server: str, name: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE size_{name}")
    return server.rpartition("/")[0] + f"/size_{name.lower()}"
