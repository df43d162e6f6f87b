"""Databases that are made once and copied: to migrate takes longer than most tests, to publish the fixtures even more.

They are kept from run to run, for a day, under a digest of what they are made from.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests import postgresql, running

PLACE = Path(tempfile.gettempdir()) / f"dossiers-prepared-{os.getuid()}"
DAY = 24 * 60 * 60
FOLDERS = [*(path.parent.name for path in running.HOUSE.glob("*/apps.py")), "templates", "fixtures"]
# All that migrations import lies here, and the search index that is made after them; no admin, no views.
PARTS = ("dates", "migrations", "postgresql", "search", "word_index")
FOR_MIGRATIONS = ("*.py", "models/**/*.py", *(f"{part}/*.py" for part in PARTS))
FOR_CONTENT = ("**/*.*",)
DJANGO = {"DJANGO_SETTINGS_MODULE": "dossier_site.settings", "SECRET_KEY": "only-for-tests-" + "x" * 40}
CODE = """
import django; django.setup()
from django.core.management import call_command
"""
MIGRATE = 'call_command("migrate", verbosity=0)\n'
COLLECT = "from dossier_site.management.commands.serve import Command; Command().prepare_own()\n"
FILL = 'call_command("load_snapshots", verbosity=0)\n'


def site(data_dir: Path) -> dict[str, str]:
    """Make the data folder of a site without content, with a database of this run's kind; gives what names that."""
    folder(data_dir)
    return running.own_database(like=template()) if "DATABASE_URL" in os.environ else {}


def folder(data_dir: Path, *, demonstration: bool = False) -> None:
    """Make the data folder of a site on SQLite, as a first start does, but for its account."""
    shutil.copytree(_demonstration() if demonstration else _migrated(), data_dir, dirs_exist_ok=True)


def database(data_dir: Path) -> dict[str, str]:
    """Make a migrated database of this run's kind alone; gives what names it."""
    if "DATABASE_URL" in os.environ:
        return running.own_database(like=template())
    shutil.copy(_migrated() / "site.sqlite3", data_dir)
    return {}


def cluster() -> Path:
    """The data folder of a PostgreSQL server with a migrated database."""
    return _kept("postgresql", FOR_MIGRATIONS, _make_cluster)


def template(server: str = "") -> dict[str, str]:
    """What names the migrated database of a PostgreSQL server, else of this run's; made where it is missing."""
    server = server or os.environ["DATABASE_URL"]
    name = f"dossiers_{_digest(FOR_MIGRATIONS)}"
    named = {"DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}
    with _locked("template"), psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f"CREATE DATABASE {name}")
            with tempfile.TemporaryDirectory() as data_dir:
                _run(Path(data_dir), MIGRATE, **named)
    return named


def _migrated() -> Path:
    return _kept("migrated", FOR_MIGRATIONS, lambda place: _run(place, MIGRATE + COLLECT))


def _demonstration() -> Path:
    return _kept("demonstration", FOR_CONTENT, lambda place: folder(place) or _run(place, FILL))


def _make_cluster(place: Path) -> None:
    server = postgresql.Server()
    try:
        template(server.start())
        server.halt()
        subprocess.run(["cp", "-a", server.folder / "data", place], check=True)
    finally:
        server.stop()


def _run(data_dir: Path, code: str, **env: str) -> None:
    ended = running.python(data_dir, "-W", "ignore", "-c", CODE + code, **DJANGO, **env)
    assert ended.returncode == 0, ended.stderr


def _kept(kind: str, sources: tuple[str, ...], make: Callable[[Path], None]) -> Path:
    """The folder that `make` made from these sources, now or before."""
    place = PLACE / f"{kind}-{_digest(sources)}"
    with _locked(kind):
        if not place.exists():
            _forget_old()
            with tempfile.TemporaryDirectory(dir=PLACE) as making:
                make(Path(making) / kind)
                (Path(making) / kind).rename(place)
        os.utime(place)
    return place


def _digest(sources: tuple[str, ...]) -> str:
    """Changes with these files of all rooms, and with the day: what is new on a page today is not so tomorrow."""
    found = {path for folder in FOLDERS for pattern in sources for path in (running.HOUSE / folder).glob(pattern)}
    paths = {path for path in found if path.suffix != ".pyc"} | {running.HOUSE / "requirements" / "test.txt"}
    digest = hashlib.sha256(date.today().isoformat().encode())
    for path in sorted(paths):
        digest.update(str(path.relative_to(running.HOUSE)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _forget_old() -> None:
    for place in PLACE.iterdir():
        if place.is_dir() and place.stat().st_mtime < time.time() - DAY:
            shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _locked(name: str) -> Iterator[None]:
    """One process after the other, whichever run it belongs to."""
    PLACE.mkdir(mode=0o700, exist_ok=True)
    with open(PLACE / f"{name}.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
