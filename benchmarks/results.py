"""Writes what was measured as tables in Markdown."""

import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from benchmarks.measuring import Page, middle

FILE = Path(__file__).parent / "RESULTS.md"
ROW = f"|{' {} |' * 10}\n"
HEAD = ROW.format("page", "warm", "other words", "cold", "ms", "req/s", "p50 ms", "p99 ms", "bytes", "questions · MB")
SEARCH = "\n## Search at 50,000 documents\n"
ABOUT = """\
# How fast the site is

Written by `make bench`. **warm** and **cold** are processor time for one request, as a multiple of *hello*: a Django
view that answers 20 kB through the middleware of a new project, under the same gunicorn with as many workers, asked
in the same way beside each page; of both the median of all rounds. *warm* pages are asked for over 16 lines at once,
those that take more than 100 ms one after the other. *Cold* pages, and hello beside them, are asked for one after the
other, each over a line of its own, and after one other event was published anew, the tenth of the dossier of 20
events, or of the dossier that is measured: **other words** with another story, **cold** with another title, which
lists and neighbours show. A publication empties the processor's caches: hello takes three times as long after it.
*ms* is the processor time itself (warm, and after a comma cold); req/s and waiting times are of 16 lines. *Questions*
are those of a cold page to the database; *MB* is by how much a worker's memory grows at most while it answers four
times. The ratios hold on other machines; all else is of this one.

"""


class Results:
    """The tables, in the order in which they were measured."""

    def __init__(self, note: str = ""):
        self._text = ABOUT + machine() + (f"\n{note}\n" if note else "")

    def add(self, title: str, pages: dict[str, Page], memory: str) -> None:
        """One size on one database."""
        rows = "".join(_row(name, page, pages["hello"]) for name, page in pages.items())
        self._text += f"\n## {title}\n\n{HEAD}{ROW.format(*['---'] * 10)}{rows}\n{memory}\n"
        self._write()

    def add_starts(self, first: float, collecting: float, second: float) -> None:
        """How long the site takes to start, and to collect static files the first time."""
        words = f"From nothing: {first:.1f} s, {collecting:.1f} s of it for static files. After that: {second:.1f} s."
        self._text += f"\n## Start\n\n{words}\n"
        self._write()

    def _write(self) -> None:
        """Into the file, before what `benchmarks.search` measured."""
        _pages, heading, search = FILE.read_text().partition(SEARCH)
        FILE.write_text(self._text + heading + search)


def put(title: str, text: str) -> None:
    """A section at the end of the file, in the place of the one that has this title."""
    before, _heading, _text = FILE.read_text().partition(f"\n# {title}\n")
    FILE.write_text(f"{before}\n# {title}\n\n{text}")


def machine() -> str:
    """What it was measured on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    cpu = next((line.split(": ")[1] for line in lines if line.startswith("model name")), "?")
    packages = ", ".join(f"{name} {version(name)}" for name in ("Django", "gunicorn"))
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True).stdout.strip()
    system = f"{platform.system()} {platform.release()}"
    python = f"Python {sys.version.split()[0]}, {packages}"
    return f"{cpu}, {os.cpu_count()} cores, {system}; {python}; the site at {commit or '?'}.\n"


def _row(name, page: Page, hello: Page) -> str:
    ratios = [
        _ratio(page.warm, hello.warm, 2),
        _ratio(page.other_words, hello.other_words, 1),
        _ratio(page.cold, hello.cold, 1),
    ]
    milliseconds = ", ".join(f"{middle(loads, 'cpu'):.2f}" for loads in (page.warm, page.cold) if loads)
    rate, waits = f"{middle(page.warm, 'rate'):,.0f}", [f"{middle(page.warm, each):,.1f}" for each in ("p50", "p99")]
    inside = f"{page.questions} · {page.grown:.0f}" if page.questions else ""
    return ROW.format(name, *ratios, milliseconds, rate, *waits, f"{page.size:,}", inside)


def _ratio(loads, hello, digits) -> str:
    return f"{middle(loads, 'cpu') / middle(hello, 'cpu'):.{digits}f}" if loads and hello else ""
