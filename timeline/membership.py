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
    before = _naming(key, deleted)
    # Before any row is written: whoever saves one of these at the same moment may write the same row.
    _locked(before, events)
    yield touched
    for item in _locked(before ^ _naming(key, deleted)):
        touch(item)
        touched.append(item)


def _naming(key, deleted):
    """What names a taskforce: a model, the key of its row, and the id of what is named there."""
    memberships = Event.taskforces.through.objects.filter(taskforce=key).values_list("event", "taskforce")
    results = Event.results.through.objects.filter(result__taskforce=key).values_list("event", "result")
    naming = {(Event, *row) for row in memberships.union(results)}
    if deleted:  # nothing else changes the relations of others to it
        relations = TaskforceRelation.objects.filter(other=key).values_list("taskforce", "other")
        naming |= {(Taskforce, *row) for row in relations}
    return naming


def _locked(naming, events=()):
    """The rows that nobody else can change now: taskforces before events, each in the order of their keys."""
    keys = {model: {key for row, key, _named in naming if row is model} for model in (Taskforce, Event)}
    taskforces = Taskforce.objects.filter(pk__in=keys[Taskforce]).locked()
    return [*taskforces, *Event.objects.filter(pk__in=keys[Event] | {*events}).locked()]
