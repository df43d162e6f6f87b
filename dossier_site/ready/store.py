"""Where ready pages are kept: two files of SQLite beside the data, for all processes of this machine.

One is for pages as they are, a smaller one for those narrowed by parameters, of which there is no end. Each file has a
size that it never exceeds; when it is full, the pages go that nobody asked for longest. Nothing here is needed: what
cannot be read or written is drawn by Django.
"""

import logging
import sqlite3
import threading
import time
from pathlib import Path
from typing import NamedTuple

from dossier_site.ready.page import Representation
from dossier_site.sqlite import journal_mode

TABLE = """
CREATE TABLE IF NOT EXISTS page (
    key BLOB PRIMARY KEY, used INTEGER, count INTEGER, day TEXT, names TEXT, etag TEXT, headers TEXT, body BLOB
);
CREATE INDEX IF NOT EXISTS page_used ON page (used);
"""
LOOKED_UP = "SELECT used, count, day, names, etag, headers, body FROM page WHERE key = ?"
WRITTEN = "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
OLDEST = "DELETE FROM page WHERE key IN (SELECT key FROM page ORDER BY used LIMIT 1 + (SELECT count(*) / 8 FROM page))"
PAGE_SIZE = 4096
# Seconds after which it is written down that a page was asked for again.
HOUR = 3600

logger = logging.getLogger(__name__)


class Kept(NamedTuple):
    """A page in one encoding, and what tells whether it is still true: the day and the count of its names."""

    count: int
    day: str
    names: list
    representation: Representation


class Store:
    """One file of pages, at most so many bytes. Each thread has a connection of its own."""

    def __init__(self, path: Path, most_bytes: int):
        self.path, self.most_pages = path, max(most_bytes // PAGE_SIZE, 64)
        self.local = threading.local()
        self.failed = False

    def get(self, key: bytes) -> Kept | None:
        """The page of this key, fresh or not."""
        try:
            row = self._connection().execute(LOOKED_UP, [key]).fetchone()
        except (sqlite3.Error, OSError) as error:
            return self._fail(error)
        if row is None:
            return None
        used, count, day, names, etag, headers, body = row
        if used < time.time() - HOUR:
            self._write("UPDATE page SET used = ? WHERE key = ?", [[int(time.time()), key]])
        pairs = [tuple(line.split(": ", 1)) for line in headers.split("\n")]
        return Kept(count, day, names.split("\n"), Representation(etag, pairs, body))

    def put(self, pages: dict[bytes, Kept]) -> None:
        """Keep pages in the place of those of the same keys; make room where there is none."""
        rows = [_row(key, kept) for key, kept in pages.items()]
        for _again in range(3):
            if self._write(WRITTEN, rows) or not self._write(OLDEST, [[]]):
                return

    def _write(self, statement, rows) -> bool:
        try:
            connection = self._connection()
            with connection:
                connection.executemany(statement, rows) if rows != [[]] else connection.execute(statement)
        except (sqlite3.Error, OSError) as error:
            self._fail(error)
            return False
        return True

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
            f"PRAGMA journal_size_limit={PAGE_SIZE * 1000}; PRAGMA max_page_count={self.most_pages}; {TABLE}"
        )
        return connection

    def _fail(self, error):
        """Say once that pages are not kept; a file that is full only makes room."""
        if "full" in str(error):
            return
        self.local.connection = None
        if not self.failed:
            self.failed = True
            logger.warning("Ready pages are not kept, each is drawn anew: %s", error)


def _row(key, kept):
    page = kept.representation
    headers = "\n".join(f"{name}: {value}" for name, value in page.headers)
    return key, int(time.time()), kept.count, kept.day, "\n".join(kept.names), page.etag, headers, page.body
