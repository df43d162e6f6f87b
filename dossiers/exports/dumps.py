"""All public data as compressed files, made once a night: a folder of them each time, of which the latest is served."""

import gzip
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from dossiers.exports import countries, dossiers, events, organisations
from dossiers.exports.chunks import all_records
from dossiers.formats import csv, json
from dossiers.formats.blocks import blocks
from dossiers.formats.table import cells
from dossiers.reading.organisations import public
from publishing.generation import note
from taskforces.models.live import Dossier
from taskforces.models.reference import Country
from timeline.models.live import Entry

KINDS = {
    dossiers: Dossier.objects.all,
    events: Entry.objects.all,
    organisations: public,
    countries: Country.objects.all,
}
MEDIA_TYPES = {"ndjson": "application/x-ndjson", "csv": "text/csv"}
NAME = rf"(?:{'|'.join(kind.KIND for kind in KINDS)})\.(?:{'|'.join(MEDIA_TYPES)})\.gz"
# The folder before the latest stays: somebody may be reading it. What a killed run left goes after a day.
KEPT, DAY = 2, 24 * 60 * 60
COMPLETE = re.compile(r"\d{8}T\d{12}Z")


class Dump(NamedTuple):
    """One file of the latest dump."""

    name: str
    size: int
    made: datetime

    @property
    def kind(self):
        """What it is of, as the API calls it."""
        return self.name.partition(".")[0]

    @property
    def suffix(self):
        """What it is before it was compressed."""
        return self.name.split(".")[1]


def make(tell: Callable[[str, int], None]) -> None:
    """Write all files, then serve them in the place of those before. `tell` hears of each: its name, its size.

    A run that fails or is killed changes nothing; two at once do not meet, and the later one is served.
    """
    root().mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".", dir=root()))
    try:
        for kind, rows in KINDS.items():
            for suffix in MEDIA_TYPES:
                file = folder / f"{kind.KIND}.{suffix}.gz"
                write(file, suffix, kind, all_records(kind, rows()))
                tell(file.name, file.stat().st_size)
        folder.rename(root() / f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    remove_old()
    note("dump", ["latest"])


def write(path: Path, suffix: str, kind, records: Iterator[dict]) -> None:
    """Write one file, record by record."""
    with gzip.open(path, "wb", compresslevel=6) as file:
        if suffix == "csv":
            file.writelines(blocks(csv.lines(kind.COLUMNS, (cells(record, kind.COLUMNS) for record in records))))
        else:
            file.writelines(blocks(json.lines(records)))


def latest() -> list[Dump]:
    """The files that are served; none where none were made on this machine."""
    for folder in complete()[:1]:
        made = datetime.strptime(folder.name, "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC)
        return [Dump(path.name, path.stat().st_size, made) for path in sorted(folder.iterdir())]
    return []


def opened(name: str):
    """A file of the latest dump, open, and what tells it from those of other nights; None where there is none."""
    for folder in complete()[:1]:
        with suppress(FileNotFoundError):
            return (folder / name).open("rb"), f"{folder.name}-{name}"
    return None


def complete() -> list[Path]:
    """The folders that were written whole, the latest first."""
    return sorted((path for path in root().glob("*Z") if COMPLETE.fullmatch(path.name)), reverse=True)


def remove_old() -> None:
    """Remove what nobody reads any more."""
    killed = [path for path in root().glob(".*") if path.stat().st_mtime < time.time() - DAY]
    for folder in [*complete()[KEPT:], *killed]:
        shutil.rmtree(folder, ignore_errors=True)


def root() -> Path:
    """Where they lie."""
    return settings.DATA_DIR / "dumps"
