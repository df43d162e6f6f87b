"""Live rows are drawn from the latest edition: those whose item changed, all when how they are drawn changed."""

from uuid import UUID

from django.db import transaction

from publishing import generation
from publishing.kept import all_with_kept
from publishing.models import Address, Edition, Publishable
from publishing.models.live_writing import Stored
from publishing.models.prepared import KEYS, TEXT, Prepared
from publishing.models.statements import update
from publishing.snapshots import body_digest
from publishing.touch import update_digests

LATEST = Prepared(lambda kind, keys: Edition.objects.latest_of_all(kind, keys), TEXT, KEYS)


@transaction.atomic
def refresh(kind, key):
    """Write or delete the live row from the latest edition. Safe to repeat: the same record gives the same row."""
    desk, key = Publishable.of_kind(kind), UUID(str(key))
    items = list(desk.objects.locked().filter(pk=key))
    update_digests(items)
    redraw(desk, [key], items)


def rebuild():
    """Draw every live row anew from the record; rows that no edition asks for go. Returns how many items were read.

    Each item in a transaction of its own, so that nobody waits for more than one.
    """
    return sum(_rebuild(desk) for desk in Publishable.kinds())


def _rebuild(desk):
    """The same for the items of one kind."""
    published, number = Edition.objects.filter(kind=desk.kind), 0
    for key in desk.live_model().objects.exclude(pk__in=published.values("key")).values_list("pk", flat=True):
        _drop(desk, key)
    for key in published.keys_in_order():
        refresh(desk.kind, key)
        number += 1
    return number


@transaction.atomic
def _drop(desk, key):
    """Delete a live row that no edition asks for."""
    _replace(desk, [], [key])


def redraw(desk, keys, items, claims=None):
    """Draw the live rows of the items of one kind that have these keys. `items` are their desk rows, locked, where they
    have any; `claims` what they want to be read at, where that was asked already.
    """
    latest = {edition.key: edition for edition in LATEST.ask(desk.kind, keys)}
    bodies = _bodies(desk.schema, latest)
    if claims is None:
        claims = Address.objects.claims(desk.kind, {key: desk.paths(body) for key, body in bodies.items()})
        claims.refuse_taken()
    claims.write()
    live = desk.live_model()
    rows = [live.from_body(body, key=key, **latest[key].timestamps) for key, body in bodies.items()]
    noted = [(edition, bodies.get(key)) for key, edition in latest.items()]
    _replace(desk, rows, [key for key in keys if key not in bodies], noted)
    _tell(items, latest, bodies)


def _bodies(schema, latest):
    """What the public reads of each item, by key, in today's schema."""
    bodies = {key: schema.body_of(edition.snapshot) for key, edition in latest.items() if edition.snapshot}
    return dict(zip(bodies, all_with_kept(schema, [*bodies.values()]), strict=True))


def _replace(desk, rows, gone, noted=()):
    """Write these live rows and let others go, with all that follows from that."""
    live = desk.live_model()
    keys = [*(row.pk for row in rows), *gone]
    stored = Stored(live, keys)
    moved = [*(row.pk for row in rows if stored.differs(row) and row.pk in stored.rows), *gone]
    with generation.noting(desk.kind, keys, moved) as same:
        stored.write(rows, gone)
        if changes := stored.changes(rows, gone):
            for each in Publishable.kinds():
                same |= each.live_model().follow(changes) or set()
        if gone:
            Address.objects.release(desk.kind, gone)
        live.note_editions(noted)


def _tell(items, latest, bodies):
    """Let desk rows say what the public reads of them."""
    for item in items:
        item.schema.forget(item)
        item.live_digest = body_digest(bodies[item.pk]) if item.pk in bodies else ""
        item.edition_number = latest[item.pk].number if item.pk in latest else 0
    update(items, *Publishable.COMPARED)
