"""What a change of a taskforce changes on other desks: those of the events and taskforces that name it."""

from contextlib import contextmanager

from publishing.touch import touch
from timeline.models.desk import Event


@contextmanager
def touching_referrers(taskforce, *, events=()):
    """Let a taskforce change, in a transaction; whatever names it otherwise afterwards is touched.

    An event names the taskforces that it stands in and the results that it shows. `events` are the keys of those that
    may come to name it. Gives a list that holds the touched events in the end.
    """
    key, touched = taskforce.pk, []
    before = _naming(key, events)
    # Before any row is written: whoever saves one of these at the same moment may write the same row.
    list(_events(before, events).values_list("pk", flat=True))
    yield touched
    for event in _events(before ^ _naming(key, events)):
        touch(event)
        touched.append(event)


def reorder(taskforce, numbers):
    """Give events of a timeline other places among those of the same date: {key: number}. They are locked already.

    Gives those that have another number now, touched.
    """
    events = [event for event in taskforce.events.filter(pk__in=numbers) if event.position != numbers[event.pk]]
    for event in events:
        event.position = numbers[event.pk]
        touch(event)
    return events


def with_place(snapshot, *, taskforce, stands, position=None):
    """A snapshot of an event that says anew whether it stands in one timeline, and where among those of its date."""
    body, key = snapshot["body"], str(taskforce.pk)
    keys = {*body["taskforces"], key} if stands else {*body["taskforces"]} - {key}
    names = snapshot.get("names", {})
    titles = names.get("taskforces", {}) | {key: taskforce.title}
    names = names | {"taskforces": {each: title for each, title in titles.items() if each in keys}}
    place = {"taskforces": sorted(keys)} | ({} if position is None else {"position": position})
    return snapshot | {"body": body | place, "names": names}


def _naming(key, events):
    """What names a taskforce: the key of an event, and the id of what it names there.

    Only the events that may come to name it, and those that show its results.
    """
    memberships = Event.taskforces.through.objects.filter(taskforce=key).values_list("event", "taskforce")
    results = Event.results.through.objects.filter(result__taskforce=key).values_list("event", "result")
    return set(memberships.filter(event__in=events).union(results))


def _events(naming, events=()):
    """The events that nobody else can change now, in the order of their keys."""
    return Event.objects.filter(pk__in={event for event, _named in naming} | {*events}).locked()
