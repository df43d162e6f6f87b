"""What stands in the cells of a table that people edit: a list as one text, and back. Pure.

Things of a list stand on lines or between semicolons, what is said of one between bars. A sign that is meant as itself
has a backslash before it, and a new line within a thing is written \\n.
"""

import re
from datetime import date, datetime

from text.cleaning import clean_lines

LINES, LIST, BAR = "\n", ";", "|"
GLUE = {LINES: "\n", LIST: "; "}


def text_of(value) -> str:
    """What a cell says, whatever a spreadsheet made of it: a date as YYYY-MM-DD, a whole number without a comma."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else clean_lines(str(value)).strip()


def joined(rows: list[list[str]], between: str) -> str:
    """A list as one text; each row is what is said of one thing."""
    signs = _signs(between, len(rows[0]) if rows else 1)
    return GLUE[between].join(f" {BAR} ".join(_escaped(part, signs) for part in _without_end(row)) for row in rows)


def parted(text: str, between: str, width: int) -> list[list[str]]:
    """The rows of such a text, each of at most `width` parts; what is empty between two signs is nothing."""
    rows = _split(text, between) if between == LIST else text.splitlines()
    rows = [row.strip() for row in rows]
    return [[_plain(part) for part in (_split(row, BAR) if width > 1 else [row])] for row in rows if row]


def _without_end(row):
    """The parts of a row up to the last that says something."""
    said = [number for number, part in enumerate(row, 1) if part]
    return row[: said[-1]] if said else []


def _signs(between, width):
    return re.compile(f"[\\\\{between if between == LIST else ''}{BAR if width > 1 else ''}]")


def _escaped(text, signs):
    return signs.sub(r"\\\g<0>", text).replace("\n", r"\n")


def _split(text, sign):
    """The parts between signs that have no backslash before them."""
    parts = [""]
    for piece in re.findall(r"\\.|[^\\]|\\$", text, re.DOTALL):
        if piece == sign:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _plain(text):
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text.strip(), flags=re.DOTALL)
