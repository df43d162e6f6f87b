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
    before = _naming(key)
    # Before any row is written: whoever saves one of these at the same moment may write the same row.
    _locked(before, events)
    yield touched
    for event in _locked(before ^ _naming(key)):
        touch(event)
        touched.append(event)


def _naming(key):
    """What names a taskforce: the key of an event, and the id of what it names there."""
    memberships = Event.taskforces.through.objects.filter(taskforce=key).values_list("event", "taskforce")
    results = Event.results.through.objects.filter(result__taskforce=key).values_list("event", "result")
    return set(memberships.union(results))


def _locked(naming, events=()):
    """The events that nobody else can change now, in the order of their keys."""
    return list(Event.objects.filter(pk__in={event for event, _named in naming} | {*events}).locked())
