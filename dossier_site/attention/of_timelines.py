"""What is missing in the timelines of taskforces."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dossier_site.attention.fault import fault
from dossier_site.attention.of_taskforces import YEAR, changed_on
from taskforces.models import Taskforce
from taskforces.models.status import Status
from text.dates import written
from text.richtext import plain
from timeline.models import Event
from timeline.sources.dates import all_dates

# So many dates of one text are told.
DATES = 5


def add_event(finding):
    """To a new event in the timeline, on the first day that was found."""
    query = {"taskforces": finding.key} | ({"date": finding.detail.split()[0]} if finding.detail else {})
    return reverse("admin:timeline_event_add", query=query)


@fault(
    Taskforce,
    _("It is ongoing, and there was no event for a year."),
    ngettext_lazy(
        "%(number)d taskforce is ongoing, and there was no event for a year.",
        "%(number)d taskforces are ongoing, and there was no event for a year.",
        "number",
    ),
    by_night=True,
    mend=add_event,
    mending=_("Add the event"),
)
def no_event_for_a_year():
    """To readers it looks asleep. One that began within the year may still have none."""
    year_ago = timezone.localdate() - YEAR
    is_late = Q(event__sort_day__gte=year_ago) | Q(event__date_upper__gte=year_ago)
    lately = Event.taskforces.through.objects.filter(is_late).values("taskforce")
    for taskforce in Taskforce.objects.filter(status=Status.ONGOING).exclude(pk__in=lately).iterator(chunk_size=500):
        since = taskforce.start_lower or changed_on(taskforce)
        if since and since < year_ago:
            yield taskforce, ""


@fault(
    Taskforce,
    _("Its text names a date, and there is no event of that date."),
    ngettext_lazy(
        "The text of %(number)d taskforce names a date without an event.",
        "The texts of %(number)d taskforces name dates without an event.",
        "number",
    ),
    by_night=True,
    mend=add_event,
    mending=_("Add the event"),
    told=lambda detail: ", ".join(map(written, detail.split())),
)
def date_without_event():
    """Something is told that the timeline does not have. When the taskforce itself began and ended is no event."""
    rows = Taskforce.objects.prefetch_related("objectives", "results")
    for taskforce in rows.iterator(chunk_size=500):
        parts = [part.text for part in (*taskforce.objectives.all(), *taskforce.results.all())]
        named = all_dates(" ".join([taskforce.summary, plain(taskforce.background), *parts]))
        named = {edtf: span for edtf, span in named.items() if edtf not in (taskforce.start, taskforce.end)}
        if missing := named and _without_event(taskforce, named):
            yield taskforce, " ".join(missing[:DATES])


def _without_event(taskforce, named):
    events = list(taskforce.events.exclude(date="").values_list("date_lower", "date_upper"))
    return [edtf for edtf, span in named.items() if not any(_meet(span, event) for event in events)]


def _meet(span, event):
    (first, last), (lower, upper) = span, event
    return (lower is None or lower <= last) and (upper is None or upper >= first)
