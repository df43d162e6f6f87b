"""Live rows are drawn from the latest edition: one when its item changed, all when how they are drawn changed."""

from django.db import transaction

from publishing import generation
from publishing.kept import with_kept
from publishing.models import Address, Edition, Publishable
from publishing.snapshots import body_digest
from publishing.touch import update_digest


@transaction.atomic
def refresh(kind, key):
    """Write or delete the live row from the latest edition. Safe to repeat: the same record gives the same row."""
    desk = Publishable.of_kind(kind)
    item = desk.objects.locked().filter(pk=key).first()
    if item:
        update_digest(item)
    redraw(desk, key, item)


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
    with generation.noting(desk.kind, [key]):
        _follow(desk.live_model().remove(key), None)


def redraw(desk, key, item):
    """Draw the live row of an item whose desk row (None: there is none any more) is locked."""
    latest = Edition.objects.latest_of(desk.kind, key)
    body = with_kept(desk.schema, desk.schema.body_of(latest.snapshot)) if latest and latest.snapshot else None
    with generation.noting(desk.kind, [key]) as same:
        same |= _replace(desk, key, body, latest)
        if latest:
            desk.live_model().note_edition(latest, body)
    if item:
        item.schema.forget(item)
        item.live_digest = body_digest(body) if body else ""
        item.edition_number = latest.number if latest else 0
        item.save()


def _replace(desk, key, body, latest):
    """Write the live row and claim its address, or let both go where there is no body. Gives what `_follow` gives."""
    if body:
        Address.objects.claim(desk.paths(body), kind=desk.kind, key=key)
        row = desk.live_model().from_body(body, key=key, **latest.timestamps)
        return _follow(row.save_with_links(), row)
    Address.objects.release(desk.kind, key)
    return _follow(desk.live_model().remove(key), None)


def _follow(before, after):
    """Let the live rows of all kinds say what is right of one that was drawn anew. Gives the kinds of names at the one
    door that stay as they are."""
    followers = [desk.live_model() for desk in Publishable.kinds()] if before or after else []
    return set().union(*(live.follow(before, after) or () for live in followers))
