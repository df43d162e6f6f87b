"""What the list of events tells beside its rows, by a question that is made once in each process."""

from collections import defaultdict

from publishing.models.prepared import KEYS, Prepared
from timeline.models import Event


def read_titles(events):
    """Give each event the `titles_of_taskforces` in whose timelines it stands, in their order."""
    titles = defaultdict(list)
    for key, title in TITLES.ask({event.pk for event in events}):
        titles[key].append(title)
    for event in events:
        event.titles_of_taskforces = titles[event.pk]


def _titles(keys):
    links = Event.taskforces.through.objects.filter(event__among=keys)
    return links.order_by("taskforce__sort_title", "taskforce_id").values_list("event", "taskforce__title")


TITLES = Prepared(_titles, KEYS)
