"""Items of one kind are published in one act, with one set of questions for all: one item is an act of one."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import log as audit
from audit.models import Record
from editing.people import called
from publishing.locking import lock_and_read_all
from publishing.models import Address, Edition, Publishable
from publishing.models.statements import insert, update
from publishing.refresh import redraw
from publishing.review import all_unapproved, settle_all
from publishing.touch import update_digests


@transaction.atomic
def publish_together(items, *, by=None, note="", minor=False, again=True):
    """Publish these items, each as the desk has it now; what stands in the way of one keeps no other back.

    Returns what became of each: {key: its Edition; None when the public reads all of it already; the ValidationError
    ({field: sentences}) that says why it was not published}. Raises ValidationError when somebody else was faster: then
    nothing was published. The words are those of `publish`.
    """
    if not items:
        return {}
    outcomes = lock_and_read_all(items, *items[0].schema.foreign_keys)
    items = [item for item in items if item.pk not in outcomes]
    bodies = {item.pk: body for item, body in zip(items, update_digests(items), strict=True)}
    outcomes |= _not_published(items, by, again)
    update([item for item in items if outcomes.get(item.pk, item) is None], *Publishable.COMPARED)
    wanted = [item for item in items if item.pk not in outcomes]
    return outcomes | _publish(wanted, bodies, by=by, note=note, minor=minor)


def append(items, drafts, *, by):
    """Append an edition of each item, of the fields that a draft holds. The items are locked."""
    given = {"kind": items[0].kind, "published_at": timezone.now(), "by": by, "by_name": called(by)}
    editions = insert(
        Edition(key=item.pk, number=item.edition_number + 1, **given, **draft)
        for item, draft in zip(items, drafts, strict=True)
    )
    kind = Record.Kind.PUBLISHED if editions[0].snapshot else Record.Kind.WITHDRAWN
    named = ((item, edition.number) for item, edition in zip(items, editions, strict=True))
    audit.note_all(kind, by=by, whats=[f"{item._meta.verbose_name} “{item}” #{number}" for item, number in named])
    return editions


def _not_published(items, by, again):
    """Those of the items, as they were read, of which nothing is published: {key: None or why}."""
    outcomes = {}
    for item in items:
        if item.state == item.State.PUBLISHED:
            outcomes[item.pk] = None
        elif refusals := _refusals(item, again):
            outcomes[item.pk] = ValidationError(refusals)
    digests = [(item, item.desk_digest) for item in items if item.pk not in outcomes]
    return outcomes | {key: ValidationError(sentence) for key, sentence in all_unapproved(digests, by).items()}


def _refusals(item, again):
    if item.state == item.State.WITHDRAWN and not again:
        return _("It is withdrawn. Open it to publish it again.")
    return item.own_refusals()


def _publish(items, bodies, *, by, **edition):
    """Publish those that can have their addresses: {key: Edition or ValidationError}."""
    if not items:
        return {}
    desk = type(items[0])
    claims = Address.objects.claims(desk.kind, {item.pk: item.paths(bodies[item.pk]) for item in items})
    outcomes = {
        item.pk: ValidationError(item.refusals_of(taken)) for item in items if (taken := claims.taken.get(item.pk))
    }
    if ready := [item for item in items if item.pk not in outcomes]:
        drafts = [
            edition | {"snapshot": item.snapshot_of(bodies[item.pk]), "digest": item.desk_digest} for item in ready
        ]
        editions = append(ready, drafts, by=by)
        redraw(desk, [item.pk for item in ready], ready, claims)
        settle_all(ready)
        outcomes |= {each.key: each for each in editions}
    return outcomes
