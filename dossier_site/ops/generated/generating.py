"""Fills a site with made-up dossiers: a few are published as any other, the rest are copies of what that wrote."""

from collections.abc import Callable
from random import Random
from uuid import UUID

from django.db import connection, transaction

from dossier_site.ops.generated import numbers, reference
from dossier_site.ops.generated.bodies import Rows, event_body, taskforce_body
from dossier_site.ops.generated.copies import indexed
from dossier_site.ops.generated.moulds import Mould, cast, tables
from dossier_site.ops.generated.numbers import FIRST, ORGANISATION, OWN, SECOND, event_key, scattered, taskforce_key
from dossier_site.ops.generated.quickly import without_indexes, words_late
from dossiers.models import SearchRow
from dossiers.search.indexing import rebuild
from dossiers.search.places import free_steps
from dossiers.search.sources import SOURCES
from publishing import generation
from publishing.editions import publish
from publishing.models import Spelling
from taskforces.models import Taskforce
from text.word_index.sqlite import last_number
from timeline.models import Event
from timeline.recount import count_all

# Dossiers with so many events, whatever the others have; each number is that of its taskforce, too.
MEASURED = (20, 100, 1_000)
OTHERS_FROM = 1_001
# Of taskforces and of events: at least, at most, and for how many copies of events there is one.
MOULDS = ((6, 36, 4_000), (20, 150, 1_000))
Tell = Callable[[str, int, int], None]


@transaction.atomic
def generate(*, dossiers: int, events: int, measured=MEASURED, seed: int = 1, tell: Tell = lambda *_: None) -> int:
    """Publish so many dossiers with so many events each, and the measured ones. Returns how many events there are.

    `tell` is told what is done, how much of it, and how much there is to do.
    """
    random, rows = Random(seed), reference.rows()
    others = [numbers.written(OTHERS_FROM + index) for index in range(dossiers)]
    owners = [number for number in others for _ in range(events)]
    owners += [numbers.written(number) for number in measured for _ in range(number)]
    organisations = [numbers.written(number) for number in range(1, 1 + max(20, min(2_000, dossiers // 5)))]
    reference.organisations(organisations)
    taskforces, moulds = _cast_all(random, rows, len(owners), tell)
    steps = free_steps(SearchRow.objects.values_list("place", flat=True))
    shares = _taskforces(random, taskforces, [*map(numbers.written, measured), *others], organisations, steps)
    shares += _events(random, moulds, owners, others, organisations, steps)
    shares.sort(key=_first_place)  # an index is soonest filled at its end
    tell("Writing", 0, len(shares))
    with words_late([SearchRow, *tables()], [SearchRow, Taskforce, Event], indexed(_asked(shares))):
        _write(shares, tell)
        tell("Counting", 0, 1)
        count_all()  # words are still indexed meanwhile
    Spelling.objects.add("Organisation", *(mould.title for mould in (*taskforces, *moulds)))  # numbers are not kept
    for kind in ("organisation", "document"):
        rebuild(SOURCES[kind])  # copies name them, so they are found
    tell("Counting", 1, 1)
    generation.note_other_database()
    return len(owners)


def _asked(shares):
    """By what the words of the copies of each mould are asked for. SQLite numbers the rows of a model as they come."""
    with connection.cursor() as cursor:
        last = {model: last_number(cursor, model) for model in (Taskforce, Event)}
    for mould, copies in shares:
        own = mould.model, mould.desk_words, last[mould.model]
        yield [(SearchRow, mould.words, mould.day), own], copies
        last[mould.model] += len(copies)


def _write(shares, tell):
    """Write all copies, then the indexes."""
    with without_indexes(tables(), tell):
        for place, (mould, copies) in enumerate(shares):
            mould.write(copies)
            tell("Writing", place + 1, len(shares))


@transaction.atomic
def _cast_all(random: Random, rows: Rows, copies: int, tell: Tell) -> tuple[list[Mould], list[Mould]]:
    """Moulds of taskforces and of events: the more copies, the more of them. What they were cast from goes again."""
    few, many = (max(least, min(most, copies // each)) for least, most, each in MOULDS)
    reference.organisations([ORGANISATION])
    for number in (FIRST, SECOND):
        earlier = Taskforce(pk=UUID(taskforce_key(number)))
        earlier.write(earlier.snapshot_of(taskforce_body(random, rows, number)))
        publish(earlier)
    taskforces, events = [], []
    for number in range(few):
        body = taskforce_body(random, rows, builds_on=number % 3 == 2)
        taskforces.append(cast(Taskforce(pk=UUID(taskforce_key(OWN))), body))
    for number in range(many):
        body = event_body(random, rows, shared=number % 20 == 19)
        events.append(cast(Event(pk=UUID(event_key(OWN))), body))
        tell("Publishing", number + 1, many)
    transaction.set_rollback(True)
    return taskforces, events


def _taskforces(random, moulds, taskforces, organisations, steps):
    """The numbers of the copies of each mould: [(mould, copies)]. Where a mould builds on another one, a copy builds on
    one with a smaller number."""
    shares = [[] for _mould in moulds]
    for place, number in enumerate(taskforces):
        earlier = random.choice(taskforces[:place] or [FIRST])
        shares[place % len(moulds)].append((number, earlier, SECOND, random.choice(organisations), next(steps)))
    return [(mould, copies) for mould, copies in zip(moulds, shares, strict=True) if copies]


def _events(random, moulds, owners, others, organisations, steps):
    """The same of events, each for the taskforce in `owners`; a shared one stands in one of `others`, too. All are in
    the order of their ids and of their days; those of a dossier are far from each other."""
    random.shuffle(owners)
    ids = iter(sorted(scattered(1 + index) for index in range(len(owners))))
    for place, mould in enumerate(sorted(moulds, key=lambda mould: mould.day)):
        copies, mine = [], owners[place :: len(moulds)]
        for owner, own in zip(mine, ids, strict=False):
            pair = sorted((owner, _another(random, owner, others))) if mould.names(SECOND) else (owner, SECOND)
            copies.append((own, *pair, random.choice(organisations), next(steps)))
        if copies:
            yield mould, copies


def _first_place(share):
    """Where the first of the copies of a mould is found."""
    mould, copies = share
    return mould.day + copies[0][-1]


def _another(random, owner, others):
    other = random.choice(others)
    return other if other != owner else random.choice([number for number in others if number != owner])
