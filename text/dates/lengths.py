"""How long a range lasts, no more exactly than its ends are known."""

from datetime import date

from text.dates.points import bounds, days, is_about, parse

# So many days can still be imagined, and months until there are so many.
SHORT, LONG = 60, 24


def duration(edtf: str) -> tuple[int, str] | None:
    """How long it lasts at most: (2, "day"), (3, "month"), (5, "year"). Only in days is it exact.

    None for a single date, for an open end, and for what is only about.
    """
    span = parse(edtf)
    if not (span.is_range and span.start and span.end) or is_about(edtf):
        return None
    precisions = {span.start.precision, span.end.precision}
    if precisions == {"day"} and days(edtf) <= SHORT:
        return days(edtf), "day"
    months = _months(edtf)
    return (months, "month") if months < LONG and precisions != {"year"} else (-(-months // 12), "year")


def _months(edtf: str) -> int:
    """How many months it lasts; one that has only begun counts."""
    first, last = bounds(edtf)
    # Its last day counts, too: from the first to the last day of May it is one month.
    partial_month = last.day >= first.day
    return 12 * (last.year - first.year) + last.month - first.month + partial_month


def months_between(first: date, last: date) -> int:
    """Whole months from one day to another; negative when the other comes first."""
    return 12 * (last.year - first.year) + last.month - first.month - (last.day < first.day)
