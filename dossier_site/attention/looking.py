"""Looking for faults: in a row as it is saved, and in all rows by a command that a timer starts."""

from functools import partial

from django.db import transaction
from django.db.models import Q

from dossier_site.attention.faults import FAULTS, RANKS, by_night, seen_in
from editing.models import Finding, LastRun
from library.models import Picture
from publishing.models import Publishable
from taskforces.models import Organisation, Taskforce
from timeline.models import Event

COMMAND = "look_for_faults"
BATCH = 500
# So many rows are read between two lines of progress.
SAID = 10_000
# The rows in which faults are seen, with what that takes.
ROWS = {
    Event: Event.objects.select_related("type").defer("body", "folded"),
    Taskforce: Taskforce.objects.prefetch_related("countries", "results").defer("background", "folded"),
    Picture: Picture.objects.all(),
}


def look_at(*rows):
    """Find anew what is odd in rows that were saved: they have changed, so what was said of them counts no more.

    What shows beside other rows is found at night; until then it is not said of what has changed meanwhile.
    """
    Finding.objects.of(*[row.pk for row in rows]).delete()
    Finding.objects.bulk_create([found for row in rows for found in findings(row)], ignore_conflicts=True)
    events = [row for row in rows if isinstance(row, Event)]
    if keys := list({taskforce.pk for event in events for taskforce in event.taskforces.all()}):
        # After all else, and by itself: two who save events of the same taskforces do not wait for each other.
        transaction.on_commit(partial(_forget_by_night, keys), robust=True)


def _forget_by_night(keys):
    Finding.objects.of(*keys).filter(fault__in=[fault.name for fault in by_night(Taskforce)]).delete()


def findings(row):
    """What is odd in a row, unsaved. In what was withdrawn nothing is."""
    if _is_withdrawn(row):
        return []
    return [finding(each, row, detail) for each in seen_in(type(row)) for detail in each.details(row)]


def finding(fault, row, detail):
    """That a row has a fault, unsaved."""
    own = {"fault": fault.name, "rank": RANKS[fault.name], "model": fault.model._meta.model_name}
    return Finding(**own, key=row.pk, detail=detail, title=str(row)[:300])


def look_at_all(say):
    """Find everything anew, so many rows at once; what was said of a finding that stays is kept. Safe to repeat."""
    _renew_ranks()
    for model, rows in ROWS.items():
        _look_through(model, rows.order_by("pk"), say)
    for model in (Taskforce, Organisation):
        for fault in by_night(model):
            found = [finding(fault, row, detail) for row, detail in fault.find() if not _is_withdrawn(row)]
            _replace(Finding.objects.filter(fault=fault.name), found)
            say(f"{fault.name}: {len(found)} found")
    LastRun.note(COMMAND)


def _renew_ranks():
    """Another version of the site may know other faults, in another order."""
    Finding.objects.exclude(fault__in=FAULTS).delete()
    for name, rank in RANKS.items():
        Finding.objects.filter(fault=name).exclude(rank=rank).update(rank=rank)


def _is_withdrawn(row):
    return isinstance(row, Publishable) and row.state == row.State.WITHDRAWN


def _look_through(model, rows, say):
    """Batch by batch in the order of keys: what was found between two batches is of rows that are no more."""
    stored = Finding.objects.filter(fault__in=[fault.name for fault in seen_in(model)])
    number, after = 0, Q()
    while batch := list(rows.filter(Q(pk__gt=after) if number else Q())[:BATCH]):
        part = stored.filter(Q(key__gt=after) if number else Q(), key__lte=batch[-1].pk)
        _replace(part, [found for row in batch for found in findings(row)])
        number, after = number + len(batch), batch[-1].pk
        if number % SAID < BATCH:
            say(f"{model._meta.verbose_name_plural}: {number} read")
    stored.filter(Q(key__gt=after) if number else Q()).delete()
    say(f"{model._meta.verbose_name_plural}: all {number} read")


@transaction.atomic
def _replace(stored, found):
    """Let what is stored be what was found; what is there already stays as it is, with what was said of it."""
    there = {(key, fault, detail): pk for pk, key, fault, detail in stored.values_list("pk", "key", "fault", "detail")}
    new = {(each.key, each.fault, each.detail): each for each in found}
    gone = [there[identity] for identity in there.keys() - new.keys()]
    for start in range(0, len(gone), BATCH):
        Finding.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    rows = [each for identity, each in new.items() if identity not in there]
    Finding.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
