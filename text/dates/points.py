"""The short list of EDTF forms, and what each of them says about real days."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1000, 2999
SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24

POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(~)?")


class Unreadable(ValueError):
    """A text that is no date we know; the message is a sentence that says what to type instead."""


@dataclass(frozen=True)
class Point:
    """One day, month, season or year, perhaps only about. Raises Unreadable when there is no such thing."""

    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None
    about: bool = False

    def __post_init__(self):
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise Unreadable(_("Years go from %(first)d to %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR})
        if self.season and self.about:
            raise Unreadable(_("A season is never exact. Leave out “about”."))
        if self.month is not None and not 1 <= self.month <= 12:
            raise Unreadable(_("There is no month %(month)d.") % {"month": self.month})
        if self.day is not None and not 1 <= self.day <= monthrange(self.year, self.month)[1]:
            names = {"month": MONTHS[self.month], "year": self.year, "day": self.day}
            raise Unreadable(_("%(month)s %(year)d has no day %(day)d.") % names)

    @property
    def precision(self) -> str:
        """ "day", "month", "season" or "year"."""
        return "day" if self.day else "month" if self.month else "season" if self.season else "year"

    @property
    def lower(self) -> date:
        """The first day it can mean. A season begins on the first of March, June, September or December."""
        month = 3 * (self.season - SPRING) + 3 if self.season else self.month or 1
        return date(self.year, month, self.day or 1)

    @property
    def upper(self) -> date:
        """The last day it can mean. A winter ends in the next year."""
        if self.day:
            return self.lower
        months = {"month": 1, "season": 3, "year": 12}[self.precision]
        years, month = divmod(self.lower.month - 1 + months, 12)
        return date(self.year + years, month + 1, 1) - timedelta(days=1)

    def __str__(self):
        middle = self.season or self.month
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (middle, self.day) if part))
        return "-".join(parts) + "~" * self.about


@dataclass(frozen=True)
class Span:
    """From one point to another. One point alone has both ends equal; an end that is None is open."""

    start: Point | None
    end: Point | None

    def __post_init__(self):
        if self.start and self.end and self.start.lower > self.end.upper:
            raise Unreadable(_("The end is before the start. Write both dates in full, the first one first."))

    @property
    def is_range(self) -> bool:
        """Whether it has two ends; an open end counts."""
        return self.start != self.end

    def __str__(self):
        return f"{self.start or '..'}/{self.end or '..'}" if self.is_range else str(self.start or "")


@lru_cache(maxsize=4096)
def parse(edtf: str) -> Span:
    """The span an EDTF string stands for. Raises Unreadable for one that is not on the short list."""
    first, slash, last = edtf.partition("/")
    span = Span(_point(first), _point(last) if slash else _point(first))
    if str(span) != edtf:
        raise Unreadable(_("“%(text)s” is not a date of this site.") % {"text": edtf[:40]})
    return span


def _point(text: str) -> Point | None:
    if text in ("", ".."):
        return None
    if not (match := POINT.fullmatch(text)):
        raise Unreadable(_("“%(text)s” is not a date of this site.") % {"text": text[:40]})
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    season = month if month in (SPRING, SUMMER, AUTUMN, WINTER) and day is None else None
    return Point(year, None if season else month, day, season, bool(match[4]))


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> tuple[date | None, date | None]:
    """The first and the last day it can mean; None for an open side, two times None for no date."""
    span = parse(edtf)
    return span.start and span.start.lower, span.end and span.end.upper


def precision(edtf: str) -> str:
    """How exactly the date is known: "day", "month", "season", "year"; of a range, its first known side; else ""."""
    span = parse(edtf)
    point = span.start or span.end
    return point.precision if point else ""


def is_range(edtf: str) -> bool:
    """Whether it has two ends; an open end counts."""
    return parse(edtf).is_range


def is_about(edtf: str) -> bool:
    """Whether the date, or one side of the range, is only about."""
    span = parse(edtf)
    return any(point.about for point in (span.start, span.end) if point)


def is_exact(edtf: str) -> bool:
    """Whether it is a known day, or a range from one known day to another."""
    span = parse(edtf)
    return all(point and point.day and not point.about for point in (span.start, span.end))


def days(edtf: str) -> int | None:
    """How many days a range lasts at most, both ends counted. None for a single date and for an open end."""
    lower, upper = bounds(edtf)
    return (upper - lower).days + 1 if is_range(edtf) and lower and upper else None


def machine(edtf: str) -> str:
    """The value of `<time datetime>`; "" where HTML has no form for it: ranges, seasons, dates that are only about."""
    if not edtf or is_range(edtf) or is_about(edtf) or precision(edtf) == "season":
        return ""
    return edtf


def month_of(edtf: str) -> str:
    """A date that is known to the day as its month, of a range the month in which it ends; else the date as it is.

    For where a reader wants to know roughly when: "2020-05-01" is "2020-05"; "2020~", "2019/.." and "" stay.
    """
    span = parse(edtf)
    is_exact = span.start and span.end and span.end.precision in ("day", "month") and not is_about(edtf)
    return span.end.upper.isoformat()[:7] if is_exact else edtf
