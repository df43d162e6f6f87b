"""The life of a taskforce in days, for the life line and the chart: known, silent, paused, planned, not known. Pure."""

from django.utils.translation import gettext_lazy as _

from taskforces.models.status import Status
from text.dates import bounds

# What the lines say.
KINDS = {
    "known": _("events or results reported"),
    "quiet": _("nothing reported"),
    "paused": _("paused"),
    "planned": _("planned"),
    "unknown": _("end not known"),
}


def life_parts(dossier, reports, told, today):
    """The parts of a life: [(kind, first day, last day)]; empty when its start is not known.

    "known" until the last of the `reports` (days of events and achieved results that have begun), then what `onward`
    says, and "planned" from today to an end that is to come. `told` are the last days of all that is told.
    """
    first, end = bounds(dossier.start)[0], last_day(dossier, today)
    if not first:
        return []
    begun = _begun(dossier, first, reports, told, today) if first <= today else []
    return begun + ([("planned", max(first, today), end)] if end and end > today else [])


def _begun(dossier, first, reports, told, today):
    """The parts of a life that has begun. Of days to come they say no more than that the end is not known."""
    now = min(last_day(dossier, today) or today, today)
    last, kind = max([first, *(min(day, now) for day in reports)]), onward(dossier, today)
    return [("known", first, last), (kind, last, until(dossier, told, today) if kind == "unknown" else now)]


def onward(dossier, today):
    """What a life is after its last report, up to today: "quiet", "paused", or "unknown" whether it goes on."""
    end = last_day(dossier, today)
    if dossier.status == Status.PAUSED and not (end and end <= today):
        return "paused"
    return "quiet" if end or dossier.goes_on else "unknown"


def last_day(dossier, today):
    """The last day that its end can mean, of one that is finalised none to come; None where no end is given."""
    end = bounds(dossier.end)[1]
    return min(end, today) if end and dossier.status == Status.FINALISED else end


def until(dossier, told, today):
    """The last day of a life: its end, today while it goes on, else the last day that is `told` of it."""
    return bounds(dossier.end)[1] or (today if dossier.goes_on else max([bounds(dossier.start)[0], *told]))
