"""Every desk write ends here: whether the desk is still what the public reads is compared from columns."""

from django.utils import timezone

from editing.findings import look_at
from publishing.kept import with_kept
from publishing.models.statements import update
from publishing.snapshots import body_digest


def touch(item):
    """Note that the desk may have changed, and save the item. Gives it an address if it has none.

    What changed is looked at: whether something is missing or odd in it.
    """
    item.schema.forget(item)
    touch_and_read(item)
    item.schema.forget(item)


def touch_and_read(item) -> dict:
    """The same; gives the body. Rows that are at hand are not read again, and those that were read stay at hand until
    `schema.forget`.
    """
    old_digest = item.desk_digest
    body = _read(item)
    has_changed = item.desk_digest != old_digest
    if has_changed:
        item.touched_at = timezone.now()
    item.save()
    if has_changed:
        look_at(item)
    return body


def update_digest(item) -> dict:
    """Read the desk into the item's digest, and give the body that was read. Saves nothing but an address that it gives
    to an item that has none; the rows that were read stay at hand until `schema.forget`.
    """
    return update_digests([item])[0]


def update_digests(items) -> list[dict]:
    """The same of items of one kind, with as few questions."""
    nameless = [item for item in items if not item.slug]
    for item in items:
        item.schema.forget(item)
    bodies = _read_all(items)
    update(nameless, "slug", "folded")
    return bodies


def _read(item):
    """The same with the rows that are at hand."""
    return _read_all([item])[0]


def _read_all(items):
    """An item whose digests are of an older schema gets both anew: that nobody changed it must look like no change."""
    for item in items:
        item.slug = item.slug or item.free_slug({other.slug for other in items})
    if items:
        items[0].schema.prefetch(*items)
    return [_compared(item, item.to_body()) for item in items]


def _compared(item, body):
    if item.schema_number != item.schema.number:
        item.live_digest = _live_digest(item) if item.live_digest else ""
        item.schema_number = item.schema.number
    item.desk_digest = body_digest(body)
    return body


def _live_digest(item) -> str:
    """The digest, in today's schema, of what the public reads."""
    return body_digest(with_kept(item.schema, item.schema.body_of(item.editions().first().snapshot)))
