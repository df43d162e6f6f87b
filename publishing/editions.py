"""The life of an item: touched on the desk, published, withdrawn, drawn anew from the record.

desk ─ build ─► snapshot ─ publish ─► Edition n ─ refresh ─► live row
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.models import Address, Edition, Publishable
from publishing.snapshots import body_digest


def touch(item):
    """Note that the desk may have changed: every desk write ends here. Gives the item an address if it has none."""
    item.slug = item.slug or item.free_slug()
    fresh = body_digest(item.to_body())
    if fresh != item.desk_digest:
        item.desk_digest, item.touched_at = fresh, timezone.now()
    item.save()


@transaction.atomic
def publish(item, *, by=None, note="", minor=False, again=True):
    """Append an edition of the item as the desk has it now, and let the public read it.

    Returns the Edition, or None when the public reads all of it already. `by` is the user who publishes, None for the
    site itself; `again` says whether an item that was withdrawn may come back. Raises ValidationError
    ({field: sentences}) when something stands in the way.
    """
    _lock(item)
    touch(item)
    if item.state == item.State.PUBLISHED:
        return None
    if item.state == item.State.WITHDRAWN and not again:
        raise ValidationError(_("It is withdrawn. Open it to publish it again."))
    if refusals := item.refusals():
        raise ValidationError(refusals)
    edition = _append(item, by=by, note=note, minor=minor, snapshot=item.build(), digest=item.desk_digest)
    refresh(item.kind, item.pk)
    item.refresh_from_db(fields=("live_digest", "edition_number"))
    return edition


@transaction.atomic
def withdraw(item, *, by=None, reason, note="", replacement=None):
    """Take the item from the public: an edition without snapshot. Returns it.

    `reason` is an Edition.Reason; `replacement` an item of the same kind that its address leads to from now on.
    Raises ValidationError when the public cannot read the item anyway, or when it would replace itself.
    """
    _lock(item)
    if not item.live_digest:
        raise ValidationError(_("Only what is published can be withdrawn."))
    if replacement and (replacement.pk == item.pk or replacement.kind != item.kind):
        raise ValidationError(_("Choose another item of the same kind as the replacement."))
    key = replacement and replacement.pk
    edition = _append(item, by=by, note=note, reason=reason, replacement=key)
    refresh(item.kind, item.pk)
    item.refresh_from_db(fields=("live_digest", "edition_number"))
    return edition


@transaction.atomic
def refresh(kind, key):
    """Write or delete the live row from the latest edition. Safe to repeat: the same record gives the same row."""
    desk = Publishable.of_kind(kind)
    editions = list(Edition.objects.of(kind, key))
    shown = bool(editions) and not editions[0].is_withdrawal
    body = editions[0].body if shown else None
    if shown:
        Address.objects.claim(desk.paths(body), kind=kind, key=key)
        desk.live_model().from_editions(key, body, editions)
    else:
        desk.live_model().objects.filter(pk=key).delete()
        Address.objects.release(kind, key)
    desk.objects.filter(pk=key).update(
        live_digest=body_digest(body) if shown else "", edition_number=editions[0].number if editions else 0
    )


@transaction.atomic
def rebuild():
    """Draw every live row anew from the record; rows that no edition asks for go. Returns how many items were read."""
    items = list(Edition.objects.items())
    for desk in Publishable.kinds():
        keys = [key for kind, key in items if kind == desk.kind]
        desk.live_model().objects.exclude(pk__in=keys).delete()
    for kind, key in items:
        refresh(kind, key)
    return len(items)


def _lock(item):
    """Read the item anew and keep others from publishing it until the transaction ends."""
    item.refresh_from_db(from_queryset=type(item).objects.locked())


def _append(item, *, by, **fields):
    latest = item.editions().first()
    return Edition.objects.create(
        kind=item.kind,
        key=item.pk,
        number=latest.number + 1 if latest else 1,
        published_at=timezone.now(),
        by=by,
        by_name=by.get_full_name() or by.get_username() if by else "",
        **fields,
    )
