"""One written form of a date per language: CLDR for days, months and ranges, our own words for the rest."""

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_day_names
from django.conf import settings
from django.utils.translation import get_language, override, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from text.dates.points import AUTUMN, SPRING, SUMMER, WINTER, Point, Span, parse

# Plain English is written the European way, day first.
LOCALES = {"en": "en-gb"}
SKELETONS = {"day": "yMMMd", "month": "yMMMM", "year": "y"}
YEARLESS = {"day": "MMMd", "month": "MMM"}
SHORT_MONTH = re.compile(r"(?<![ML])(M|L)\1\1(?!\1)")
SEASONS = {
    SPRING: pgettext_lazy("season", "spring %(year)d"),
    SUMMER: pgettext_lazy("season", "summer %(year)d"),
    AUTUMN: pgettext_lazy("season", "autumn %(year)d"),
    WINTER: pgettext_lazy("season", "winter %(year)d/%(next)d"),
}


def written(edtf: str, language: str | None = None) -> str:
    """The date in words of `language` (a Django code; default: the active one), "24–25 August 2022".

    Raises Unreadable for a string that is not on the short list of forms. "" gives "".
    """
    return _written(edtf, language or get_language() or settings.LANGUAGE_CODE)


def written_in_year(edtf: str, language: str | None = None) -> str:
    """The date as it is read under the name of its year, "24–25 August"; as ever where that would not be clear."""
    return _written_in_year(edtf, language or get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=4096)
def _written_in_year(edtf: str, language: str) -> str:
    span, locale = parse(edtf), _locale(language)
    start, end = span.start, span.end
    points = [point for point in (start, end) if point]
    exact = all(point.precision in YEARLESS and not point.about for point in points)
    if not (start and end and exact) or start.year != end.year or start.precision != end.precision:
        return written(edtf, language)
    if span.is_range:
        return _interval(start, end, locale, YEARLESS).replace("\u2009", " ")
    if start.day:
        return format_skeleton("MMMMd", start.lower, locale=locale)
    return format_date(start.lower, "LLLL", locale)


@lru_cache(maxsize=4096)
def _written(edtf: str, language: str) -> str:
    with override(language):
        return _span(parse(edtf), _locale(language)).replace("\u2009", " ")


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(LOCALES.get(language, language), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def weekday(number: int) -> str:
    """The name of a day of the week in the active language, Monday being 0."""
    return get_day_names("wide", "stand-alone", _locale(get_language() or settings.LANGUAGE_CODE))[number]


def _span(span: Span, locale: Locale) -> str:
    if span.start is None:
        return _("until %(date)s") % {"date": _point(span.end, locale)} if span.end else ""
    if span.end is None:
        return _("since %(date)s") % {"date": _point(span.start, locale)}
    return _range(span.start, span.end, locale) if span.is_range else _point(span.start, locale)


def _range(start: Point, end: Point, locale: Locale) -> str:
    if start.about and not end.about:
        # "about 2016 – 2019" would leave open whether 2019 is about, too.
        return _("from %(start)s to %(end)s") % {"start": _point(start, locale), "end": _point(end, locale)}
    if start.precision != end.precision or start.season or start.about or end.about:
        return locale.interval_formats[None].format(_point(start, locale), _point(end, locale))
    return _interval(start, end, locale)


def _interval(start: Point, end: Point, locale: Locale, skeletons: dict[str, str] = SKELETONS) -> str:
    """Two exact dates of one precision, saying only once what they share."""
    difference = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    patterns = locale.interval_formats[skeletons[start.precision]][difference]
    patterns = [SHORT_MONTH.sub(r"\1\1\1\1", pattern) for pattern in patterns]
    return "".join(
        format_date(day, pattern, locale) for day, pattern in zip((start.lower, end.lower), patterns, strict=True)
    )


def _point(point: Point, locale: Locale) -> str:
    text = _exact(point, locale)
    return pgettext("date", "about %(date)s") % {"date": text} if point.about else text


def _exact(point: Point, locale: Locale) -> str:
    if point.season:
        return SEASONS[point.season] % {"year": point.year, "next": point.year + 1}
    if point.day:
        return format_date(point.lower, "long", locale)
    return format_skeleton("yMMMM" if point.month else "y", point.lower, locale=locale)
