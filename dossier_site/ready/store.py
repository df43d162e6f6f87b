"""Where ready pages are kept: two files beside the data (`dossier_site.ready.file`).

One is for pages as they are, a smaller one for those of which there is no end.
"""

import time
from dataclasses import dataclass

from dossier_site.ready.file import File
from dossier_site.ready.page import Representation

LOOKED_UP = "SELECT used, count, day, names, etag, headers, body, rough_until FROM page WHERE key = ?"
WRITTEN = "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
# Seconds after which it is written down that a page was asked for again.
HOUR = 3600


@dataclass(slots=True)
class Kept:
    """A page in one encoding, and what tells whether it is still true: the day and the count of its names."""

    count: int
    day: str
    names: list
    representation: Representation
    # Who asks for it later than this has it compressed better; 0 for what is as small as it gets, or in no brotli.
    rough_until: int = 0
    # The last commit before this process found it true (`dossier_site.ready.commits`).
    commit: tuple | None = None


class Store(File):
    """One file of pages."""

    table = "page"
    columns = (
        f"{File.columns}, count INTEGER, day TEXT, names TEXT, etag TEXT, headers TEXT, body BLOB, rough_until INTEGER"
    )

    def get(self, key: bytes) -> Kept | None:
        """The page of this key, fresh or not."""
        for used, count, day, names, etag, headers, body, rough_until in self.read(LOOKED_UP, [key]):
            if used < time.time() - HOUR:
                self.write("UPDATE page SET used = ? WHERE key = ?", [(int(time.time()), key)])
            pairs = [tuple(line.split(": ", 1)) for line in headers.split("\n")]
            return Kept(count, day, names.split("\n"), Representation(etag, pairs, body), rough_until)
        return None

    def put(self, pages: dict[bytes, Kept]) -> None:
        """Keep pages in the place of those of the same keys."""
        self.keep(WRITTEN, [_row(key, kept) for key, kept in pages.items()])


def _row(key, kept):
    page = kept.representation
    headers = "\n".join(f"{name}: {value}" for name, value in page.headers)
    shown = kept.count, kept.day, "\n".join(kept.names)
    return key, int(time.time()), *shown, page.etag, headers, page.body, kept.rough_until
