import re
from datetime import date
from functools import partial

from text import dates

NUMBER = r"[0-9]{1,2}(?:st|nd|rd|th|\.|er|º)?"
DASH = r"\s*(?:[-–—]|to|and|until)\s*"
WORD = r"[^\W\d_]{3,12}\.?"
YEAR = r"(?:19|20)[0-9]{2}"
# The most exact first: what a shorter form would find of it is the same date, less exactly.
FORMS = (
    rf"{NUMBER}\s+{WORD}(?:\s+{YEAR})?{DASH}{NUMBER}\s+{WORD},?\s+{YEAR}",
    rf"{NUMBER}(?:{DASH}{NUMBER})?\s+(?:of\s+|de\s+)?{WORD},?\s+(?:de\s+)?{YEAR}",
    rf"{WORD}\s+{NUMBER}(?:{DASH}{NUMBER})?,?\s+{YEAR}",
    rf"{YEAR}-[0-9]{{2}}-[0-9]{{2}}",
    rf"[0-9]{{1,2}}([-/.])[0-9]{{1,2}}\1{YEAR}",
    rf"{WORD}\s+{YEAR}",
)
PATTERNS = [re.compile(rf"(?<!\w){form}(?!\w)", re.IGNORECASE) for form in FORMS]


def first_date(text: str) -> tuple[str, str]:
    """The first date in a line, as EDTF, and why one could not be read: a sentence, or ""."""
    doubt = ""
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            edtf, reason = _read(re.sub(r"\b(?:de|of)\s+", "", match[0], flags=re.IGNORECASE))
            if edtf:
                return edtf, ""
            doubt = doubt or (reason if re.search(r"[0-9].*[0-9]{4}", match[0]) else "")
    return "", doubt


def _blank(found: dict[int, str], match: re.Match) -> str:
    return " " * len(match[0]) if match.start() in found else match[0]


def _read(text: str) -> tuple[str, str]:
    try:
        return dates.read(text), ""
    except dates.Unreadable as error:
        return "", str(error)


def all_dates(text: str) -> dict[str, tuple[date, date]]:
    """The days and months that a text names, in its order: EDTF, and the first and the last day that it can mean."""
    found = {}
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            edtf, _doubt = _read(re.sub(r"\b(?:de|of)\s+", "", match[0], flags=re.IGNORECASE))
            if edtf and dates.precision(edtf) in ("day", "month") and not dates.is_about(edtf):
                found[match.start()] = edtf
        # What was found is not read again: "May 2020" is a part of "5 May 2020".
        text = pattern.sub(partial(_blank, found), text)
    spans = {edtf: dates.bounds(edtf) for _place, edtf in sorted(found.items())}
    return {edtf: span for edtf, span in spans.items() if all(span)}
