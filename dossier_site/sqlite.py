"""Which SQLite this site runs on. Versions with the WAL-reset bug may lose commits when two processes write."""

import sqlite3
import sys
from pathlib import Path

Version = tuple[int, int, int]


def sound(version: Version) -> bool:
    """Whether this SQLite keeps every commit in WAL mode: mended in 3.51.3 and in the branches 3.50.7 and 3.44.6."""
    branch_fix = {(3, 44): 6, (3, 50): 7}.get(version[:2])
    return version >= (3, 51, 3) or (branch_fix is not None and version[2] >= branch_fix)


def replace_unsound() -> None:
    """Put the bundled SQLite of `pysqlite3` in the place of a platform's unsound one, where it is installed."""
    if sound(sqlite3.sqlite_version_info):
        return
    try:
        import pysqlite3
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def version() -> Version:
    """The SQLite that Django gets: the platform's, or the one that took its place."""
    return sys.modules["sqlite3"].sqlite_version_info


def journal_mode() -> str:
    """WAL where it is sound; else DELETE, which is slower and loses nothing."""
    return "WAL" if sound(version()) else "DELETE"


def connection_class() -> type:
    """A connection that first makes the folder of its file: no folder is made before a database is needed."""

    class Connection(sys.modules["sqlite3"].Connection):
        def __init__(self, database, *args, **options):
            Path(database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            super().__init__(database, *args, **options)

    return Connection
