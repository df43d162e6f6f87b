"""Which new editions are news of which subjects: in batches, and always by the few keys that changed."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from django.db import transaction

from alerts.conditions import MODELS, Changed, conditions_of
from alerts.models import News, Reached, Subject
from publishing.models import Edition

Kind = Subject.Kind
# Editions that are looked at together, and lists that are read at a time.
EDITIONS, LISTS = 200, 1000


def match(say: Callable[[str], object]) -> int:
    """Note as news what was published since the last time. Returns how many editions were looked at."""
    horizon, number = Edition.objects.horizon(), 0
    reached = Reached.get(horizon)
    while rows := _batch(reached.edition, horizon) if Subject.objects.exists() else []:
        _note(rows, reached)
        number += len(rows)
        if len(rows) == EDITIONS:
            say(f"{number:,} editions looked at")
    if reached.edition != horizon:
        Reached.objects.update(edition=horizon)
    return number


def _batch(reached, horizon):
    """The next editions that are news: rows of number, kind, key, whether it is a withdrawal, and its taskforces."""
    rows = Edition.objects.news().filter(pk__gt=reached, pk__lte=horizon).order_by("pk")
    return list(rows.values_list("pk", "kind", "key", "reason", "snapshot__body__taskforces", named=True)[:EDITIONS])


@transaction.atomic
def _note(rows, reached):
    """Write the news of one batch, and that it was looked at, together."""
    pairs = [*_of_dossiers(rows), *_of_lists(rows)]
    News.objects.bulk_create((News(subject_id=s, edition_id=e) for s, e in sorted(pairs)), ignore_conflicts=True)
    reached.edition = rows[-1].pk
    reached.save()


def _of_dossiers(rows) -> Iterator[tuple[int, int]]:
    """What happened to a dossier or on its timeline: (subject, edition)."""
    editions = defaultdict(set)
    for row in rows:
        if row.kind == "taskforce":
            editions[str(row.key)].add(row.pk)
    for row, taskforces in _with_taskforces([row for row in rows if row.kind == "event"]):
        for key in taskforces:
            editions[key].add(row.pk)
    for subject, key in Subject.objects.of_dossiers(editions).values_list("pk", "about"):
        yield from ((subject, edition) for edition in editions[key])


def _with_taskforces(rows):
    """Events with the keys of the taskforces on whose timelines they stand; of a withdrawn one, where it stood."""
    gone = [row.key for row in rows if row.reason]
    earlier = Edition.objects.filter(kind="event", key__in=gone, reason="") if gone else Edition.objects.none()
    stood = dict(earlier.order_by("number").values_list("key", "snapshot__body__taskforces"))
    return [(row, (stood.get(row.key) if row.reason else row.snapshot__body__taskforces) or ()) for row in rows]


def _of_lists(rows) -> Iterator[tuple[int, int]]:
    """What is live and stands in a list or is found by a search: (subject, edition)."""
    editions, keys = defaultdict(list), {kind: [] for kind in MODELS}
    for row in rows:
        editions[row.key].append(row.pk)
        keys[f"{row.kind}s"].append(row.key)
    changed = Changed(keys)
    for subjects in _chunks():
        conditions = {subject.pk: conditions_of(subject) for subject in subjects}
        changed.ask(each for kinds in conditions.values() for some in kinds.values() for each in some)
        for subject, kinds in conditions.items():
            yield from ((subject, edition) for key in changed.fulfilling(kinds) for edition in editions[key])


def _chunks() -> Iterator[list[Subject]]:
    """All lists and searches, so many at a time."""
    rows, last = Subject.objects.exclude(kind=Kind.TASKFORCE).order_by("pk").only("kind", "about"), 0
    while subjects := list(rows.filter(pk__gt=last)[:LISTS]):
        yield subjects
        last = subjects[-1].pk
