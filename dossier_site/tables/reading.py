"""Files that people bring, read as tables: every cell is text. What cannot be read is told in a sentence.

Nothing of a file is run, and nothing is kept open for it. In CSV a formula is the text that it is written as; in a
workbook it would be either that or what it came to, and nobody could tell: it is refused.
"""

import csv
import io
import json
import re
import zipfile

from django.utils.translation import gettext as _
from tablib import Dataset

from dossier_site.tables.cells import text_of

MOST_ROWS, MOST_COLUMNS = 5_000, 100
MAX_BYTES = 10 * 1024 * 1024
# So many bytes may come out of a packed file.
MOST_UNPACKED = 5 * MAX_BYTES
# An empty line does not count, but somebody must read it.
MOST_LINES = 4 * MOST_ROWS
# By an apostrophe before it, a text is no formula to spreadsheets (see `formats/csv.py`).
GUARDED = re.compile(r"'+[=+\-@]")


class Unreadable(ValueError):
    """A file that is no table; the message says why, in words for people."""


def read(data: bytes, known: list[str]) -> tuple[Dataset, list[int]]:
    """The table in a file, whose columns are among those `known`, and the lines of the file that its rows stand in.

    Raises Unreadable.
    """
    if not data.strip():
        raise Unreadable(_("This file is empty."))
    lines = _workbook(data) if data.startswith(b"PK") else _text(data)
    try:
        return _table(lines, known)
    except csv.Error as error:
        raise Unreadable(_("This is no table that can be read: save it as CSV, XLSX or JSON.")) from error


def _table(lines, known):
    header, rows, numbers = None, [], []
    for number, cells in enumerate(lines, 1):
        if number > MOST_LINES:
            raise Unreadable(_("This file has too many lines."))
        cells = [text_of(cell) for cell in cells]
        if not any(cells):
            continue
        if header is None:
            header = _header(cells, known)
            continue
        if any(cells[len(header) :]):
            text = _("Line %(number)s has more cells than there are columns. Is a quotation mark missing?")
            raise Unreadable(text % {"number": number})
        rows.append((cells + [""] * len(header))[: len(header)])
        numbers.append(number)
        if len(rows) > MOST_ROWS:
            text = _("This file has more than %(number)s rows. Bring it in parts.")
            raise Unreadable(text % {"number": MOST_ROWS})
    if not rows:
        raise Unreadable(_("There are no rows in this file."))
    return Dataset(*rows, headers=header), numbers


def _header(cells, known):
    """The names of the columns. Raises Unreadable that names what is no column."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    names = ["_".join(cell.casefold().split()) for cell in cells]
    if unknown := [cell or "…" for cell, name in zip(cells, names, strict=True) if name not in known]:
        text = _("These are no columns: %(unknown)s. The first line names the columns; there are: %(known)s.")
        shown = ", ".join(f"“{name[:40]}”" for name in unknown[:10])
        raise Unreadable(text % {"unknown": shown, "known": ", ".join(known)})
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Unreadable(_("This column stands there twice: %(name)s.") % {"name": twice[0]})
    return names


def _text(data):
    text = _decoded(data)
    if text.lstrip()[:1] in ("[", "{"):
        return _objects(text)
    csv.field_size_limit(MAX_BYTES)
    head = text.lstrip("\n").partition("\n")[0]
    sign = max(",;\t", key=head.count)
    return ([_unguarded(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign))


def _decoded(data):
    """The text of a file: UTF-8, what Excel calls Unicode, or the letters of Western Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise Unreadable(_("This is no table that can be read: save it as CSV, XLSX or JSON."))
    return text


def _unguarded(cell):
    return cell[1:] if GUARDED.match(cell) else cell


def _objects(text):
    """The lines of a table that a list of objects is."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        text = _("This is no JSON that can be read: look at line %(line)s.")
        raise Unreadable(text % {"line": getattr(error, "lineno", 1)}) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreadable(_("This JSON is no list of objects, one for each row."))
    if any(isinstance(value, (dict, list)) for row in rows for value in row.values()):
        raise Unreadable(_("In this JSON a list or an object stands where a text is expected."))
    names = list(dict.fromkeys(name for row in rows[: MOST_ROWS + 1] for name in row))
    return iter([names, *([row.get(name) for name in names] for row in rows)])


def _values(row):
    """What the cells of a row hold."""
    for cell in row:
        if cell.data_type == "f":
            text = _("Cell %(cell)s holds a formula. Paste it as a value, and bring the file again.")
            raise Unreadable(text % {"cell": cell.coordinate})
    return [cell.value for cell in row]


def _workbook(data):
    """The lines of the first sheet of a workbook."""
    # Takes a sixth of the time in which a site starts: asked for by whoever brings a workbook.
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise Unreadable(_("This workbook is too large."))
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        return [_values(row) for row in sheet.iter_rows(max_row=MOST_LINES + 1, max_col=MOST_COLUMNS)]
    except Unreadable:
        raise
    except Exception as error:  # whatever a damaged file makes of the program that reads it
        raise Unreadable(_("This workbook cannot be read. Save it again as XLSX, or as CSV.")) from error
