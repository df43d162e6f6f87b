"""The organisations that events of a taskforce usually name: whoever adds the next one needs few clicks."""

from collections import Counter

from editing.autocomplete import is_valid_key
from taskforces.models import Organisation, Taskforce, TaskforceOrganisation
from timeline.models import Event, EventOrganisation

# Of so many latest events the organisations are counted, and so many are suggested.
EVENTS, SUGGESTED = 20, 5


def usual_organisations(keys):
    """The organisations of the latest events of taskforces, the most named first; then who asked for the taskforces.

    `keys` are those of taskforces as an address gives them: what cannot be one is left out.
    """
    taskforces = [key for key in keys if is_valid_key(Taskforce, key)]
    if not taskforces:
        return []
    events = list(_latest(taskforces))
    named = EventOrganisation.objects.filter(event__in=events).order_by("position", "pk")
    asked = TaskforceOrganisation.objects.filter(taskforce__in=taskforces).order_by("position", "pk")
    counts = Counter(named.values_list("organisation", flat=True))
    usual = dict.fromkeys([key for key, _count in counts.most_common()] + [link.organisation_id for link in asked])
    rows = Organisation.objects.for_choices().in_bulk(list(usual)[:SUGGESTED])
    return [rows[key] for key in usual if key in rows]


def _latest(taskforces):
    events = Event.objects.filter(taskforces__in=taskforces, date_lower__isnull=False)
    return events.order_by("-date_lower", "pk").values_list("pk", flat=True)[:EVENTS]
