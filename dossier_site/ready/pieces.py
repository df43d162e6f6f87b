"""Where pieces of pages are kept (`dossiers.pieces`): a cache of Django's kind, in a file beside the ready pages."""

import json
import time
import zlib
from functools import cached_property, lru_cache
from pathlib import Path

from django.core.cache.backends.base import BaseCache

from dossier_site.ready.file import File
from dossier_site.ready.version import version as version_of_site

WRITTEN = "INSERT OR REPLACE INTO piece VALUES (?, ?, ?)"
# So many keys are asked for in one question.
AT_ONCE = 500
# A text of more letters is packed.
LONG = 8_000


class PieceFile(File):
    """One file of pieces. To read one writes nothing, so when it is full those go that were written first."""

    table = "piece"
    columns = f"{File.columns}, value TEXT"


class PieceCache(BaseCache):
    """Plain values by key, until there is no room. Whoever keeps them says by which version (`KEY_FUNCTION`)."""

    def __init__(self, location, params):
        super().__init__(params)
        self.folder, self.most_bytes = Path(location), params["OPTIONS"]["MOST_BYTES"]

    @cached_property
    def file(self) -> PieceFile:
        """The file of this version of the site: those of others are thrown away with their pages."""
        return PieceFile(self.folder / f"{site_version()}-pieces.sqlite3", self.most_bytes)

    def get(self, key, default=None, version=None):
        """One value."""
        return self.get_many([key], version).get(key, default)

    def set(self, key, value, timeout=None, version=None):
        """Keep one value."""
        self.set_many({key: value}, timeout, version)

    def get_many(self, keys, version=None) -> dict:
        """What is there of these keys."""
        names = {self.make_and_validate_key(key, version): key for key in keys}
        asked, found = list(names), []
        for start in range(0, len(asked), AT_ONCE):
            few = asked[start : start + AT_ONCE]
            marks = ",".join("?" * len(few))
            found += self.file.read(f"SELECT key, value FROM piece WHERE key IN ({marks})", few)
        values = _unpacked(value for _name, value in found)
        return {names[name]: value for (name, _value), value in zip(found, values, strict=True)}

    def set_many(self, data, timeout=None, version=None) -> list:
        """Keep values in the place of those of the same keys."""
        now = int(time.time())
        rows = [(self.make_and_validate_key(key, version), now, _packed(value)) for key, value in data.items()]
        self.file.keep(WRITTEN, rows)
        return []

    def validate_key(self, key):
        """Any text is a key here. Django looks at each letter of it for what another kind of cache does not take."""

    def delete(self, key, version=None) -> bool:
        """Forget one value."""
        return self.file.write("DELETE FROM piece WHERE key = ?", [(self.make_and_validate_key(key, version),)])

    def clear(self):
        """Forget all, where there is a file."""
        if self.folder.exists():
            self.file.write("DELETE FROM piece", [()])


def _packed(value):
    """A value as it is kept: a sheet, which is long, takes a sixth of its room."""
    text = json.dumps(value)
    return text if len(text) < LONG else zlib.compress(text.encode(), 1)


def _unpacked(kept):
    """The values of what is kept, read at once: most are short, and many."""
    texts = (text if isinstance(text, str) else zlib.decompress(text).decode() for text in kept)
    return json.loads(f"[{','.join(texts)}]")


@lru_cache(1)
def site_version() -> str:
    """Another one whenever pieces may be drawn differently."""
    return version_of_site()


def key_of_version(key, _key_prefix, _version) -> str:
    """The key as a cache has it that outlives this version of the site (`KEY_FUNCTION`)."""
    return f"piece-{site_version()}-{key}"
