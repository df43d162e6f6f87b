"""A file of SQLite in which something is kept that can be drawn anew, for all processes of this machine.

It has a size that it never exceeds; when it is full, the rows go whose `used` is the longest ago. Nothing here is
needed: what cannot be read or written is drawn by Django.
"""

import logging
import sqlite3
import threading
from contextlib import suppress
from pathlib import Path

from dossier_site.sqlite import journal_mode

OLDEST = "DELETE FROM {0} WHERE key IN (SELECT key FROM {0} ORDER BY used LIMIT 1 + (SELECT count(*) / 8 FROM {0}))"
PAGE_SIZE = 4096

logger = logging.getLogger(__name__)


class File:
    """At most so many bytes, in one table with a `key` and when it was `used`. Each thread has its own connection."""

    table, columns = "", "key BLOB PRIMARY KEY, used INTEGER"

    def __init__(self, path: Path, most_bytes: int):
        self.path, self.most_pages = path, max(most_bytes // PAGE_SIZE, 64)
        self.local = threading.local()
        self.failed = False

    def read(self, question: str, values) -> list:
        """The rows that answer a question; none when the file cannot be read."""
        try:
            return self._connection().execute(question, values).fetchall()
        except (sqlite3.Error, OSError) as error:
            self._fail(error)
            return []

    def write(self, statement: str, rows) -> bool:
        """Whether the rows were written."""
        try:
            with self._connection() as connection:
                connection.executemany(statement, rows)
        except (sqlite3.Error, OSError) as error:
            self._fail(error)
            return False
        return True

    def keep(self, statement: str, rows) -> None:
        """Write rows; make room where there is none."""
        for _again in range(3):
            if self.write(statement, rows) or not self.write(OLDEST.format(self.table), [()]):
                return

    def _connection(self):
        connection = getattr(self.local, "connection", None)
        if connection is None:
            connection = self.local.connection = self._open()
        return connection

    def _open(self):
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=0.2, check_same_thread=False)
        connection.executescript(
            f"PRAGMA page_size={PAGE_SIZE}; PRAGMA journal_mode={journal_mode()}; PRAGMA synchronous=OFF;"
            f"PRAGMA journal_size_limit={PAGE_SIZE * 1000}; PRAGMA max_page_count={self.most_pages};"
            f"CREATE TABLE IF NOT EXISTS {self.table} ({self.columns});"
            f"CREATE INDEX IF NOT EXISTS {self.table}_used ON {self.table} (used);"
        )
        return connection

    def _fail(self, error):
        """Say once that nothing is kept; a file that is full only makes room."""
        if "full" in str(error):
            return
        self.local.connection = None
        if not self.failed:
            self.failed = True
            logger.warning("Ready pages are not kept, each is drawn anew: %s", error)


def throw_away_others(folder: Path, name: str) -> None:
    """Delete the files of other versions of the site."""
    with suppress(OSError):
        for path in folder.glob("*.sqlite3*"):
            if not path.name.startswith(name):
                path.unlink()
