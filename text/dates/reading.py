"""Our own small grammar for the dates that people type, the day before the month; months in any language of the Union.

It forgives how a thing is written (case, dots, dashes, "1st", "Sept.") and refuses what cannot be known: whether
07/12/2017 is in July or in December, and which winter "winter 2020" is.
"""

import re
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from text.dates.points import WINTER, Point, Span, Unreadable
from text.dates.spoken import spelt_out
from text.dates.tokens import pieces, tokens
from text.dates.words import RELATIVE, tidy
from text.dates.writing import weekday, written

LONGEST = 100

# The shape of a whole text, P standing for one point in time.
SINCE = re.compile(r"from P|P onwards|P -|(from )?P (-|to|until|/) open")
UNTIL = re.compile(r"(until|-) P|open [-/] P")
RANGE = re.compile(r"(from )?P (-|to|until) P|P / P|between P and P|P and P")


def read(text: str, today: date | None = None) -> str:
    """The EDTF string for what people type; "" for nothing. Raises Unreadable, which says what to type instead.

    `today` is the day that "today" and "yesterday" count from (default: today in the site's time zone).
    """
    if len(text) > LONGEST:
        raise Unreadable(_("This is too long for a date. %(hint)s") % {"hint": hint()})
    text = tidy(text)
    if text in RELATIVE:
        return str((today or timezone.localdate()) + timedelta(days=RELATIVE[text]))
    if re.fullmatch(r"[0-9]{4}-2[1-4]", text):
        raise Unreadable(_("Is this a season or two years? Write it as “spring 2020” or as “2020–2021”."))
    return str(_span(spelt_out(text))) if text else ""


def hint() -> str:
    """Examples of what can be typed, as a sentence."""
    return _("Type for example “May 2020”, “24–25 August 2022”, “about 2018”, “2015” or “since 2016”.")


def _span(text: str) -> Span:
    shape, points = pieces(tokens(text))
    if shape == "P":
        point = _point(points[0])
        return Span(point, point)
    if SINCE.fullmatch(shape):
        return Span(_point(points[0]), None)
    if UNTIL.fullmatch(shape):
        return Span(None, _point(points[0]))
    if RANGE.fullmatch(shape):
        return _range(shape, *points)
    raise Unreadable(_("This is not a date that can be read. %(hint)s") % {"hint": hint()})


def _range(shape: str, left: dict, right: dict) -> Span:
    if left.get("about") == "word" and not right.get("about") and not shape.startswith("from"):
        raise Unreadable(
            _("Which of the two is uncertain? Type for example “from about 2016 to 2019” or “about 2016 – about 2019”.")
        )
    _lend(left, right)
    _lend(right, left)
    span = Span(_point(left), _point(right))
    if shape == "P and P" and span.start.upper + timedelta(days=1) != span.end.lower:
        raise Unreadable(_("Two separate dates do not fit here. Type the first and the last: “24–26 August 2022”."))
    return span


def _lend(owner: dict, borrower: dict):
    """People say only once what two dates share: "24–25 August 2022", "30 August – 2 September 2022"."""
    if "day" in owner and "day" in borrower and "month" in owner:
        borrower.setdefault("month", owner["month"])
    if "year" in owner and all({"month", "season"} & side.keys() for side in (owner, borrower)):
        borrower.setdefault("year", owner["year"])


def _point(parts: dict) -> Point:
    """The point that the parts of one date name. Raises Unreadable when one is missing or they contradict."""
    if "day" in parts and "month" not in parts:
        raise Unreadable(_("The month is missing, or a year is not written in full. %(hint)s") % {"hint": hint()})
    if "year" not in parts:
        raise Unreadable(_("The year is missing. Write it with four digits: “24 August 2022”."))
    if (parts.get("season") and "month" in parts) or ("weekday" in parts and "day" not in parts):
        raise Unreadable(_("This is not a date that can be read. %(hint)s") % {"hint": hint()})
    point = Point(parts["year"], parts.get("month"), parts.get("day"), parts.get("season"), bool(parts.get("about")))
    _check(point, parts)
    return point


def _check(point: Point, parts: dict):
    """Raises Unreadable where the parts make a date, but people may have meant another one."""
    if point.season == WINTER and "paired" not in parts:
        years = {"before": point.year - 1, "year": point.year, "after": point.year + 1}
        raise Unreadable(_("Which winter? Type “winter %(before)d/%(year)d” or “winter %(year)d/%(after)d”.") % years)
    right = point.lower.weekday()
    if (weekday_number := parts.get("weekday", right)) != right:
        names = {"date": written(str(point)), "right": weekday(right), "typed": weekday(weekday_number)}
        raise Unreadable(_("%(date)s is a %(right)s, not a %(typed)s. Which is right?") % names)
