"""From a tidy text to the parts of its dates: the first half of the grammar."""

import re
from collections.abc import Iterator

from django.utils.dates import MONTHS as MONTHS_TODAY
from django.utils.translation import gettext as _

from text.dates.months import foreign_months
from text.dates.points import SPRING, WINTER, Point, Unreadable
from text.dates.words import ABOUT, JOINTS, MONTHS, SEASONS, SILENT, WEEKDAYS
from text.dates.writing import written
from text.folding import fold

TOKEN = re.compile(
    r"""
    winter\ (?:of\ )?(?P<winter>[0-9]{4}\ ?[-/]\ ?(?:[0-9]{4}|[0-9]{2}))(?![0-9])
    | (?P<iso>[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)(?![0-9])
    | (?P<slashed>[0-9]{4}/[0-9]{1,2}/[0-9]{1,2})(?![0-9])
    | (?P<numeric>[0-9]{1,2}(?P<sign>[-/.])\ ?[0-9]{1,2}(?P=sign)\ ?[0-9]{4})(?![0-9])
    | (?P<named>[0-9]{1,2}(?P<joined>[-/.])[^\W\d_]+(?P=joined)[0-9]{4})(?![0-9])
    | (?P<month>[0-9]{1,2}/[0-9]{4})(?![0-9/])
    | (?P<number>[0-9]+)(?:(?:st|nd|rd|th)\b)?
    | (?P<open>\.\.)
    | (?P<joint>[-/&])
    | (?P<tilde>~)
    | (?P<word>[^\W\d_]+)
    | (?P<silent>[\s.,])
    """,
    re.VERBOSE,
)

Token = tuple[str, object]


def tokens(text: str) -> Iterator[Token]:
    """The text as pairs: a part of a date and its value ("month", 5), or ("joint", "-"), what stands between two dates.

    Raises Unreadable at the first sign or word that no date has.
    """
    if ":" in text:
        raise Unreadable(_("Leave out the time of day. Only the date is kept."))
    position = 0
    while position < len(text):
        if not (match := TOKEN.match(text, position)):
            raise _odd_sign(text[position])
        position = match.end()
        if match.lastgroup != "silent":
            yield from READERS[match.lastgroup](match[match.lastgroup])


def pieces(stream: Iterator[Token]) -> tuple[str, list[dict]]:
    """The shape of the whole ("from P to P") and the parts of each point. Raises Unreadable for two parts of a kind."""
    shape, points = [], []
    for kind, value in stream:
        if kind == "joint":
            shape.append(value)
            continue
        if not shape or shape[-1] != "P":
            shape.append("P")
            points.append({})
        if points[-1].setdefault(kind, value) != value:
            raise Unreadable(_("Put a dash between two dates, and write a year with four digits."))
    return " ".join(shape), points


def _odd_sign(sign: str) -> Unreadable:
    if sign == "?":
        return Unreadable(_("Leave out the question mark. For an uncertain date write “about 2018”."))
    return Unreadable(_("A date has only the letters a to z, the digits 0 to 9, spaces, dots, commas and dashes."))


def _winter(text: str) -> Iterator[Token]:
    first, second = re.split(r" ?[-/] ?", text)
    if not str(int(first) + 1).endswith(second):
        raise Unreadable(_("A winter lasts from one year to the next. Type for example “winter 2020/2021”."))
    yield from (("season", WINTER), ("year", int(first)), ("paired", True))


def _iso(text: str) -> Iterator[Token]:
    year, middle, *day = text.split("-")
    if not day and SPRING <= int(middle) <= WINTER:
        yield from (("season", int(middle)), ("year", int(year)), ("paired", True))
    elif not day and int(middle) > 12:
        raise Unreadable(_("There is no month %(no)s. For years write both in full: “2016–2019”.") % {"no": middle})
    else:
        yield from zip(("year", "month", "day"), map(int, (year, middle, *day)), strict=False)


def _slashed(text: str) -> Iterator[Token]:
    yield from zip(("year", "month", "day"), map(int, text.split("/")), strict=True)


def _numeric(text: str) -> Iterator[Token]:
    """Dots are only used with the day first; with slashes and dashes Europe and America read differently."""
    first, second, year = (int(part) for part in re.split(r"[-/.] ?", text))
    if "." in text or first == second or first > 12:
        day, month = first, second
    elif second > 12:
        day, month = second, first
    else:
        raise Unreadable(_ask_which(first, second, year))
    yield from (("day", day), ("month", month), ("year", year))


def _month(text: str) -> Iterator[Token]:
    yield from zip(("month", "year"), map(int, text.split("/")), strict=True)


def _ask_which(first: int, second: int, year: int) -> str:
    day_first, month_first = (written(str(Point(year, *parts))) for parts in ((second, first), (first, second)))
    return _("Is this %(one)s or %(other)s? Write the month as a word.") % {"one": day_first, "other": month_first}


def _number(text: str) -> Iterator[Token]:
    if len(text) not in (1, 2, 4):
        raise Unreadable(_("Write a year with four digits and a day with one or two."))
    yield "year" if len(text) == 4 else "day", int(text)


def _word(word: str) -> Iterator[Token]:
    for kind, words in (("month", MONTHS), ("season", SEASONS), ("weekday", WEEKDAYS), ("joint", JOINTS)):
        if word in words:
            yield kind, words[word]
            return
    if word in ABOUT:
        yield "about", "word"
    elif months := foreign_months().get(fold(word)):
        if len(months) > 1:
            raise Unreadable(_which_month(word, months))
        yield "month", min(months)
    elif word not in SILENT:
        raise Unreadable(_("“%(word)s” is not a word for a date. Type for example “24 August 2022”.") % {"word": word})


def _which_month(word: str, months: set[int]) -> str:
    names = " / ".join(str(MONTHS_TODAY[number]) for number in sorted(months))
    return _("“%(word)s” is not the same month in all languages: %(months)s. Write it in English.") % {
        "word": word,
        "months": names,
    }


def _named(text: str) -> Iterator[Token]:
    day, word, year = re.split("[-/.]", text)
    yield from (("day", int(day)), *_word(word), ("year", int(year)))


READERS = {
    "named": _named,
    "winter": _winter,
    "iso": _iso,
    "slashed": _slashed,
    "numeric": _numeric,
    "month": _month,
    "number": _number,
    "open": lambda text: [("joint", "open")],
    "joint": lambda text: [("joint", {"&": "and"}.get(text, text))],
    "tilde": lambda text: [("about", "sign")],
    "word": _word,
}
