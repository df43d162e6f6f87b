"""The life of a taskforce in days, for the life line and the chart: what is known, silent, paused, not known. Pure."""

from django.utils.translation import gettext_lazy as _

from taskforces.models.status import Status
from text.dates import bounds

# What the lines say.
KINDS = {
    "known": _("events or results reported"),
    "quiet": _("nothing reported"),
    "paused": _("paused"),
    "unknown": _("end not known"),
}


def life_parts(dossier, reports, told, today):
    """The parts of a life: [(kind, first day, last day)]; empty when its start is not known.

    "known" until the last of the `reports` (days of events and achieved results that have begun), then what `onward`
    says until the end. `told` are the last days of all that is told.
    """
    first, end = bounds(dossier.start)[0], bounds(dossier.end)[1]
    if not first:
        return []
    last = max([first, *(min(day, end or today) for day in reports)])
    return [("known", first, last), (onward(dossier), last, until(dossier, told, today))]


def onward(dossier):
    """What a life is after its last report: "quiet" until its end or today, "paused" until today, or "unknown"."""
    if bounds(dossier.end)[1]:
        return "quiet"
    if not dossier.goes_on:
        return "unknown"
    return "paused" if dossier.status == Status.PAUSED else "quiet"


def until(dossier, told, today):
    """The last day of a life: its end, today while it goes on, else the last day that is `told` of it."""
    return bounds(dossier.end)[1] or (today if dossier.goes_on else max([bounds(dossier.start)[0], *told]))
