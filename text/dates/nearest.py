"""What comes nearest to a text that is no date we know: dates to choose from, where the grammar can only ask."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from django.utils import timezone

from text.dates.months import foreign_months
from text.dates.points import Unreadable, bounds, precision
from text.dates.reading import read
from text.dates.spoken import ALSO, PART, PARTS, SCHOOL_YEAR
from text.dates.words import ABOUT, MONTH_NAMES, MONTHS, SEASONS, WEEKDAYS, tidy
from text.dates.writing import written
from text.folding import fold

MOST = 3
ABOUT_WORD = rf"(?:{'|'.join(sorted(ABOUT, key=len, reverse=True))}|~)\.? ?"
# What is typed, and what it may mean: people forget, or say more than a date can hold.
REWRITES = [
    (r"^(.*?) ?\?+$", [r"about \1"]),
    (r",?(?: at)? [0-9]{1,2}:[0-9]{2}.*$", [""]),
    (rf"^{ABOUT_WORD}(.+?) ?(?:-|to|until) ?(.+)$", [r"from about \1 to \2", r"about \1 - about \2"]),
    (rf"^{ABOUT_WORD}(?=(?:{'|'.join(SEASONS)})\b)", [""]),
    (rf"\b(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\b[.,]* ?", [""]),
    (r" (?:and|&) ", [" - "]),
    (r"^([0-9]{2})([0-9]{2}) ?- ?([0-9]{2})$", [r"\1\2 - \1\3"]),
    (r"(?<=[^0-9])([0-9]{2})$", [r"20\1"]),
]


def nearest(text: str) -> list[str]:
    """A few dates that a text may mean which cannot be read, each as one types it. Never raises."""
    found = {}
    for candidate in _candidates(tidy(text)):
        with suppress(Unreadable):
            found[read(candidate)] = None
        if len(found) == MOST:
            break
    return [written(edtf, "en") for edtf in found if edtf]


def _candidates(text: str) -> Iterator[str]:
    for source in (_spoken, _winters, _seasons, _numbers, _months, _before):
        yield from source(text)
    for pattern, replacements in REWRITES:
        if re.search(pattern, text):
            yield from (re.sub(pattern, replacement, text) for replacement in replacements)
    if not re.search("[0-9]{4}", text) and MONTHS.keys() & set(re.findall("[a-z]+", text)):
        this_year = timezone.localdate().year
        yield from (f"{text} {year}" for year in (this_year, this_year - 1))


def _spoken(text):
    if match := SCHOOL_YEAR.fullmatch(text):
        first = int(match[1])
        yield from (f"September {first} - June {first + 1}", f"{first} - {first + 1}")
    if match := PART.fullmatch(text):
        yield from (f"{PARTS[ALSO.get(match[1], match[1])]} {match[2]}", f"about {match[2]}")


def _winters(text):
    if match := re.search("winter (?:of )?([0-9]{4})(?! ?[-/] ?[0-9])", text):
        year = int(match[1])
        for first in (year - 1, year):
            yield text.replace(match[0], f"winter {first}/{first + 1}")


def _seasons(text):
    """In EDTF "2020-21" is spring, and for everybody else two years."""
    with suppress(Unreadable):
        if re.fullmatch("[0-9]{4}-2[1-4]", text):
            yield written(text, "en")


def _numbers(text):
    """The day first, as in Europe, or the month first."""
    if match := re.search(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})", text):
        for day, month in ((match[1], match[2]), (match[2], match[1])):
            if 1 <= int(month) <= 12:
                yield text.replace(match[0], f"{int(day)} {MONTH_NAMES[int(month) - 1]} {match[3]}")


def _months(text):
    """A word that is another month in another language."""
    for word in re.findall(r"[^\W\d_]+", text):
        for number in sorted(foreign_months().get(fold(word), ())):
            yield text.replace(word, MONTH_NAMES[number - 1])


def _before(text):
    """Until the day, month or year that comes before."""
    if text.startswith("before "):
        with suppress(Unreadable, TypeError):  # an open start has no day before
            edtf = read(text.removeprefix("before "))
            last = bounds(edtf)[0] - timedelta(days=1)
            yield f"until {last.isoformat()[: {'day': 10, 'year': 4}.get(precision(edtf), 7)]}"
