"""The life of an item: published, amended, withdrawn.

desk ─ build ─► snapshot ─ publish ─► Edition n ─ refresh ─► live row
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from editing.findings import Finding
from publishing.locking import lock_and_read
from publishing.refresh import redraw
from publishing.review import refuse_unapproved, settle
from publishing.snapshots import body_digest
from publishing.together import append, publish_together
from publishing.touch import update_digest


def publish(item, *, by=None, note="", minor=False, again=True):
    """Append an edition of the item as the desk has it now, and let the public read it.

    Returns the Edition, or None when the public reads all of it already. `by` is the user who publishes, None for the
    site itself; `again` says whether an item that was withdrawn may come back. Raises ValidationError
    ({field: sentences}) when something stands in the way, such as that a second person has to approve it first.
    """
    outcome = publish_together([item], by=by, note=note, minor=minor, again=again)[item.pk]
    if isinstance(outcome, ValidationError):
        raise outcome
    return outcome


@transaction.atomic
def amend(item, change, *, by=None, note="", minor=False):
    """Append an edition in which one thing is new, and let the public read it; all else of the desk stays private.

    `change` is a pure function from a snapshot, what the public reads now, to the one that it shall read. Returns the
    Edition, or None when the public reads it already, or cannot read the item at all.
    """
    _lock(item)
    body = update_digest(item)
    if not item.live_digest:
        return None
    snapshot = change(item.schema.raised(item.editions().first().snapshot))
    digest = body_digest(snapshot["body"])
    if digest == item.live_digest:
        item.save()
        return None
    if digest == item.desk_digest:  # nothing else is private: the same edition as if it were published
        snapshot = item.snapshot_of(body)
    refuse_unapproved(item, digest, by)
    edition = _append(item, by=by, note=note, minor=minor, snapshot=snapshot, digest=digest)
    redraw(type(item), [item.pk], [item])
    if item.state == item.State.PUBLISHED:
        settle(item)
    return edition


@transaction.atomic
def withdraw(item, *, by=None, reason, note="", replacement=None):
    """Take the item from the public: an edition without snapshot. Returns it.

    `reason` is an Edition.Reason; `replacement` an item of the same kind that its address leads to from now on.
    Raises ValidationError when the public cannot read the item anyway, or cannot read the replacement.
    """
    _lock(item, replacement)
    if not item.live_digest:
        raise ValidationError(_("Only what is published can be withdrawn."))
    edition = _withdrawn(item, by=by, note=note, reason=reason, replacement=replacement and replacement.pk)
    settle(item, withdrawn=True)
    return edition


@transaction.atomic
def correct_withdrawal(item, *, by=None, reason, note="", replacement=None):
    """Say better why an item was withdrawn, or name what replaces it: a further edition without snapshot.

    Returns it, or None when the last one says just that. Raises ValidationError for an item that is not withdrawn, and
    for a replacement that the public cannot read.
    """
    _lock(item, replacement)
    if item.state != item.State.WITHDRAWN:
        raise ValidationError(_("It is not withdrawn any more."))
    edition = {"note": note, "reason": reason, "replacement": replacement and replacement.pk}
    latest = item.editions().first()
    return None if edition == {name: getattr(latest, name) for name in edition} else _withdrawn(item, by=by, **edition)


def _withdrawn(item, **edition):
    edition = _append(item, **edition)
    redraw(type(item), [item.pk], [item])
    Finding.objects.of(item.pk).delete()  # what nobody reads may be as it is
    return edition


def _lock(item, replacement=None):
    """Read the item anew, with what its snapshot names, and keep others from changing it until the transaction ends.

    Raises ValidationError when there is no such item any more, or when the replacement is none.
    """
    if replacement:
        _lock_replacement(item, replacement)
    lock_and_read(item, *item.schema.foreign_keys)


def _lock_replacement(item, replacement):
    """Keep item and replacement as they are until the transaction ends. Raises ValidationError for one that is none."""
    if replacement.pk == item.pk or replacement.kind != item.kind:
        raise ValidationError(_("Choose another item of the same kind as the replacement."))
    locked = type(item).objects.filter(pk__in=[item.pk, replacement.pk]).locked()
    if not any(each.live_digest for each in locked if each.pk == replacement.pk):
        raise ValidationError(_("The replacement is not public any more. Choose another."))


def _append(item, *, by, **fields):
    (edition,) = append([item], [fields], by=by)
    return edition
