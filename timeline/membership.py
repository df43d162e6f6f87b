"""What a change of a taskforce changes on other desks: those of the events and taskforces that name it."""

from contextlib import contextmanager

from publishing.touch import touch
from taskforces.models.desk import Taskforce
from taskforces.models.parts import TaskforceRelation
from timeline.models.desk import Event


@contextmanager
def touching_referrers(taskforce, *, events=(), deleted=False):
    """Let a taskforce change, in a transaction; whatever names it otherwise afterwards is touched.

    An event names the taskforces that it stands in and the results that it shows; a taskforce those that it continues
    or builds on. `events` are the keys of those that may come to name it; `deleted` says that it may go altogether.
    Gives a list that holds the touched items in the end.
    """
    key, touched = taskforce.pk, []
    before = _naming(key, events, deleted)
    # Before any row is written: whoever saves one of these at the same moment may write the same row.
    _lock(before, events)
    yield touched
    for item in _named_otherwise(before ^ _naming(key, events, deleted)):
        touch(item)
        touched.append(item)


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


def _naming(key, events, deleted):
    """What names a taskforce: a model, the key of its row, and the id of what is named there.

    Of a taskforce that stays, only the events that may come to name it, and those that show its results.
    """
    memberships = Event.taskforces.through.objects.filter(taskforce=key).values_list("event", "taskforce")
    results = Event.results.through.objects.filter(result__taskforce=key).values_list("event", "result")
    if not deleted:
        memberships = memberships.filter(event__in=events)
    naming = {(Event, *row) for row in memberships.union(results)}
    if deleted:  # nothing else changes the relations of others to it
        relations = TaskforceRelation.objects.filter(other=key).values_list("taskforce", "other")
        naming |= {(Taskforce, *row) for row in relations}
    return naming


def _lock(naming, events):
    """Keep others from changing these rows: taskforces before events, each in the order of their keys."""
    for model, keys in _keys(naming, events).items():
        list(model.objects.filter(pk__in=keys).locked().values_list("pk", flat=True))


def _named_otherwise(naming):
    """The rows of these, locked in the same order."""
    return [row for model, keys in _keys(naming).items() for row in model.objects.filter(pk__in=keys).locked()]


def _keys(naming, events=()):
    keys = {model: {key for row, key, _named in naming if row is model} for model in (Taskforce, Event)}
    return keys | {Event: keys[Event] | {*events}}
