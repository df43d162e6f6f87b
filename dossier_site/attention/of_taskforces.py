"""What is missing or odd in taskforces."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dossier_site.attention.fault import fault
from taskforces.models import Result, Taskforce

YEAR, HALF_A_YEAR = timedelta(days=365), timedelta(days=182)


@fault(
    Taskforce,
    _("No status is stated."),
    ngettext_lazy("%(number)d taskforce has no status.", "%(number)d taskforces have no status.", "number"),
    place="id_status",
)
def no_status(taskforce):
    """Readers cannot tell whether it still goes on."""
    return not taskforce.status


@fault(
    Taskforce,
    _("It has no summary: lists show its title alone."),
    ngettext_lazy("%(number)d taskforce has no summary.", "%(number)d taskforces have no summary.", "number"),
    place="id_summary",
)
def no_summary(taskforce):
    """Cards and what is found by a search say nothing of it."""
    return not taskforce.summary


@fault(
    Taskforce,
    _("It has no country: neither the map nor the page of a country shows it."),
    ngettext_lazy("%(number)d taskforce has no country.", "%(number)d taskforces have no country.", "number"),
    place="id_countries",
)
def no_country(taskforce):
    """Who looks for a country does not find it."""
    return not taskforce.countries.all()


@fault(
    Taskforce,
    _("A result was expected long ago. Was it achieved?"),
    ngettext_lazy(
        "%(number)d taskforce expects a result that was due more than half a year ago.",
        "%(number)d taskforces expect results that were due more than half a year ago.",
        "number",
    ),
    place="results-group",
)
def overdue_result(taskforce):
    """Something is announced for a day that is long over."""
    day = timezone.localdate() - HALF_A_YEAR
    expected = [result for result in taskforce.results.all() if result.state == Result.State.EXPECTED]
    return any(result.date_upper and result.date_upper < day for result in expected)


@fault(
    Taskforce,
    _("Nobody has confirmed for a year that it is still true."),
    ngettext_lazy(
        "%(number)d taskforce was not confirmed for a year.",
        "%(number)d taskforces were not confirmed for a year.",
        "number",
    ),
    place="id_confirmed_on",
)
def not_confirmed(taskforce):
    """Of one that was never confirmed, the last change counts: whoever made it had looked at it."""
    last = taskforce.confirmed_on or changed_on(taskforce)
    return bool(last) and last < timezone.localdate() - YEAR


def changed_on(taskforce):
    """The day of its last change, or None."""
    return taskforce.touched_at and timezone.localtime(taskforce.touched_at).date()
