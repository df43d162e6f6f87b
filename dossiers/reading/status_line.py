"""How a taskforce stands, as a sentence made of its record; and whether nothing was reported for long. Pure."""

from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from taskforces.models.status import Status
from text.dates import bounds, month_of, months_between, written

# Months without an event, a result or a word that all is still true, after which "ongoing" alone would mislead.
SILENT = 18
# Each is a whole phrase, so that every language can put its words in its own order.
BEGAN = {
    Status.PLANNED: gettext_lazy("planned, to begin: %(start)s"),
    Status.ONGOING: pgettext_lazy("taskforce", "ongoing since %(start)s"),
    Status.PAUSED: gettext_lazy("paused, begun %(start)s"),
    Status.FINALISED: gettext_lazy("finalised, begun %(start)s"),
    "": gettext_lazy("begun %(start)s"),
}


def status_line(dossier, edtfs, today):
    """How a dossier stands: "Ongoing since May 2020; 3 of 3 objectives have a result; nothing reported since 2021".

    `edtfs` are the dates of its events ("" for none), `today` the reader's day. What is not known is left out: "" when
    nothing is.
    """
    phrases = (standing(dossier, today), _results(dossier), silence(dossier, edtfs, today))
    return capfirst("; ".join(filter(None, phrases)))


def standing(dossier, today):
    """Its status with start and end, to the month where that is known: "ongoing since May 2020"; "" for nothing."""
    earliest, latest = bounds(dossier.start)
    plain = earliest and latest and not dossier.end
    if plain and (earliest <= today or dossier.status == Status.PLANNED):
        return BEGAN[dossier.status] % {"start": written(month_of(dossier.start))}
    return ", ".join(filter(None, [dossier.get_status_display().lower(), _period(dossier)]))


def silence(dossier, edtfs, today):
    """ "nothing reported since December 2021" of an ongoing taskforce that was silent for SILENT months; else "".

    Events, achieved results with a date and the day on which staff confirmed the dossier are reports. One to come is
    no silence, and without any date nobody can tell.
    """
    achieved = [result["date"] for result in dossier.results if result["state"] == "achieved"]
    confirmed = [dossier.confirmed_on.isoformat()] if dossier.confirmed_on else []
    dated = filter(None, [*edtfs, *achieved, *confirmed])
    last, edtf = max(((_last_day(edtf), edtf) for edtf in dated), default=(None, ""))
    if dossier.status != Status.ONGOING or not edtf or months_between(last, today) < SILENT:
        return ""
    return _("nothing reported since %(date)s") % {"date": written(month_of(edtf))}


def _period(dossier):
    start, end = written(month_of(dossier.start)), written(month_of(dossier.end))
    if start and end:
        return _("%(start)s to %(end)s") % {"start": start, "end": end}
    if end:
        return _("ended: %(end)s") % {"end": end}
    return _("start: %(start)s") % {"start": start} if start else ""


def _results(dossier):
    """How many objectives have a result; of results that name no objective, their number."""
    achieved = [result for result in dossier.results if result["state"] == "achieved"]
    number = len(dossier.objectives)
    answered = {key for result in achieved for key in result["objectives"]}
    answered &= {objective["id"] for objective in dossier.objectives}
    if answered or (number and not achieved):
        words = ngettext(
            "%(answered)d of %(number)d objective has a result",
            "%(answered)d of %(number)d objectives have a result",
            number,
        )
        return words % {"answered": len(answered), "number": number}
    words = ngettext("%(number)d result achieved", "%(number)d results achieved", len(achieved))
    return words % {"number": len(achieved)} if achieved else ""


def _last_day(edtf):
    """The last day that a date can mean; of one with an open end, that it lasts."""
    return bounds(edtf)[1] or date.max
