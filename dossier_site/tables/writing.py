"""Tables as files that people open in a spreadsheet, and that can be brought again as they are."""

import re
import tempfile
from itertools import islice

from django.utils.translation import gettext as _

from dossiers.formats import csv, json, xlsx

BATCH = 500
# What looks like a formula behind apostrophes gets one more, so that it is told from what was guarded.
LIKE_GUARDED = re.compile(r"'+[=+\-@]")


class TooLong(ValueError):
    """A cell that no spreadsheet takes; the message names it, in words for people."""


def rows(resource, items):
    """The lines of a table, so many items read at once."""
    found = items.iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        yield from map(resource.cells, resource.read(batch))


def csv_file(header, lines):
    """The table as CSV, piece by piece."""
    return csv.lines(header, ([_guarded(cell) for cell in line] for line in lines))


def json_file(header, lines):
    """The table as a list of objects, piece by piece."""
    comma = "[\n"
    for line in lines:
        yield f"{comma}{json.whole(dict(zip(header, line, strict=True)))}".encode()
        comma = ",\n"
    yield b"[]\n" if comma == "[\n" else b"\n]\n"


def xlsx_file(header, lines):
    """The table as a workbook, an open file. Raises TooLong."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    try:
        xlsx.write(file, [(_("Table"), header, (_fitting(header, line) for line in lines))])
    except TooLong:
        file.close()
        raise
    file.seek(0)
    return file


def _guarded(cell):
    return f"'{cell}" if LIKE_GUARDED.match(cell) else cell


def _fitting(header, line):
    for name, cell in zip(header, line, strict=True):
        if len(cell) > xlsx.LONGEST:
            text = _(
                "A spreadsheet takes %(most)s letters in a cell, and “%(name)s” of %(id)s has more. Take CSV or JSON."
            )
            raise TooLong(text % {"most": xlsx.LONGEST, "name": name, "id": line[1] or line[0]})
    return line


FILES = {
    "csv": (csv_file, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (json_file, "application/json"),
}
