"""What was asked for and what still has to be: on the disk, so that a large site takes no more memory than a small."""

import sqlite3
from collections.abc import Iterator
from tempfile import NamedTemporaryFile

from dossier_site.ops.static_site.addresses import Address


class Queue:
    """Addresses in the order in which they were named first, each once."""

    def __init__(self):
        # A file without a name would do, but the SQLite that we bring keeps those in memory. This one goes with us.
        with NamedTemporaryFile(prefix="export-") as file:
            self.database = sqlite3.connect(file.name, isolation_level=None)
            self.database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
            self.database.execute(
                "CREATE TABLE addresses (number INTEGER PRIMARY KEY, path, query, UNIQUE (path, query))"
            )

    def put(self, address: Address) -> None:
        """Note an address, if it is not noted yet."""
        self.database.execute("INSERT OR IGNORE INTO addresses (path, query) VALUES (?, ?)", address)

    def __len__(self):
        return self.database.execute("SELECT max(number) FROM addresses").fetchone()[0] or 0

    def __iter__(self) -> Iterator[Address]:
        """All of them, also those that are noted meanwhile."""
        question, number = "SELECT number, path, query FROM addresses WHERE number > ? ORDER BY number LIMIT 1", 0
        while row := self.database.execute(question, [number]).fetchone():
            number, *address = row
            yield Address(*address)

    def close(self) -> None:
        """Give the file back."""
        self.database.close()
