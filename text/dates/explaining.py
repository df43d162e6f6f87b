"""What the date field tells people while they type."""

from django.utils.translation import gettext as _

from text.dates.points import Unreadable, bounds, days
from text.dates.reading import read
from text.dates.writing import written

LONG = 14


def sorts_as(edtf: str, language: str | None = None) -> str:
    """The day by which a timeline puts it in order, in words: its first day, or its last when the start is open."""
    lower, upper = bounds(edtf)
    day = lower or upper
    return written(day.isoformat(), language) if day else ""


def explain(text: str) -> dict:
    """What a typed text means, for the line below the field. Never raises.

    `ok`, `edtf`, `written` and `sorts_as` ("" when not ok or empty), `message` (why it is not ok, or the question
    about a long range), `long` (a range over 14 days: ask whether it is meant).
    """
    try:
        edtf = read(text)
    except Unreadable as error:
        return {"ok": False, "edtf": "", "written": "", "sorts_as": "", "message": str(error), "long": False}
    length = days(edtf) or 0
    message = _("This lasts %(days)d days. Are you sure?") % {"days": length} if length > LONG else ""
    return {
        "ok": True,
        "edtf": edtf,
        "written": written(edtf),
        "sorts_as": sorts_as(edtf),
        "message": message,
        "long": length > LONG,
    }
