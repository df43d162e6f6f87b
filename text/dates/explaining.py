"""What the date field tells people while they type."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from text.dates.nearest import nearest
from text.dates.points import Unreadable, bounds, days, is_range, parse
from text.dates.reading import LONGEST, read
from text.dates.writing import written

LONG = 14
# What is asked about a range that is typed as one end of something.
ASKS = {
    "start": _lazy("This is a range: when did it start?"),
    "end": _lazy("This is a range: when did it end?"),
}


def sorts_as(edtf: str, language: str | None = None) -> str:
    """The day by which a timeline puts it in order, in words: its first day, or its last when the start is open."""
    lower, upper = bounds(edtf)
    day = lower or upper
    return written(day.isoformat(), language) if day else ""


def explain(text: str, side: str = "") -> dict:
    """What a typed text means, for the line below the field. Never raises.

    `ok`, `edtf`, `written` and `sorts_as` ("" when not ok or empty), `message` (why it is not ok, or a question),
    `long` (a range over 14 days: ask whether it is meant), `ranged` (a range where the field is the "start" or the
    "end" of something, as `side` says: ask, too), `nearest` (what to offer in its place).
    """
    blank = {"edtf": "", "written": "", "sorts_as": "", "long": False, "ranged": False}
    try:
        edtf = read(text)
    except Unreadable as error:
        offers = [] if len(text) > LONGEST else [offer(date) for date in nearest(text)]
        return blank | {"ok": False, "message": str(error), "nearest": offers}
    length = days(edtf) or 0
    told = {
        "ok": True,
        "edtf": edtf,
        "written": written(edtf),
        "sorts_as": sorts_as(edtf),
        "message": "",
        "nearest": [],
    }
    if side and is_range(edtf):
        told |= {"ranged": True, "message": str(ASKS[side]), "nearest": ends(edtf, side)}
    elif length > LONG:
        told |= {"long": True, "message": _("This lasts %(days)d days. Are you sure?") % {"days": length}}
    return blank | told


def offer(text: str, other: str = "", label: str = "") -> dict:
    """What a button puts in the place of what was typed: `text` into the field, `other` into the one beside it."""
    return {"label": label or _("Take “%(date)s”") % {"date": text}, "text": text, "other": other}


def ends(edtf: str, side: str) -> list[dict]:
    """What to offer for a range typed as the "start" or the "end" of something: its own end, or both in two fields."""
    start, end = (written(str(point), "en") if point else "" for point in (parse(edtf).start, parse(edtf).end))
    own, other = (start, end) if side == "start" else (end, start)
    label = _("Start “%(start)s”, end “%(end)s”") % {"start": start or "–", "end": end or "–"}
    return [*([offer(own)] if own else []), *([offer(own, other, label)] if other else [])]
