"""Review: somebody asks for it, another person returns the item with a remark or approves it as it is.

asked ─► returned | approved ─ publish ─► over.   An approval is of one desk: any change of that asks again.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from editing.people import called
from publishing.locking import lock_and_read
from publishing.models import ReviewStep, ScheduledAct
from publishing.models.prepared import KEYS, TEXT, Prepared

Act = ReviewStep.Act


@transaction.atomic
def ask(item, *, by, remark="", seen=None):
    """Ask for review of the desk as it stands. Returns the step.

    `seen`, here and below, is the digest of the desk that this person looked at; each raises ValidationError when it
    has changed since, or when it is not the turn of this act.
    """
    last = _begin(item, seen)
    if item.state == item.State.PUBLISHED:
        raise ValidationError(_("Readers have all of this already: there is nothing to review."))
    if last and last.covers(item):
        raise ValidationError(_("It is in review or approved as it is: nobody has to be asked again."))
    asked = {"asked_by": by, "asked_by_name": called(by), "asked_digest": item.desk_digest}
    return _step(item, Act.ASKED, last, by=by, remark=remark, **asked)


@transaction.atomic
def send_back(item, *, by, remark, seen=None):
    """Return an item to whoever asked, with a remark; what was approved is not approved any more."""
    last = _begin(item, seen)
    _refuse_own(item, last, by)
    if not remark.strip():
        raise ValidationError({"remark": _("Say what should be changed.")})
    return _step(item, Act.RETURNED, last, by=by, remark=remark)


@transaction.atomic
def approve(item, *, by, remark="", seen=None):
    """Approve the desk as it stands, and nothing that it may become."""
    last = _begin(item, seen)
    _refuse_own(item, last, by)
    if last.approves(item.desk_digest):
        raise ValidationError(_("It is approved already, by %(name)s.") % {"name": last.by_name})
    return _step(item, Act.APPROVED, last, by=by, remark=remark)


@transaction.atomic
def end(item, *, by, remark="", seen=None):
    """End a review without an answer, as by taking the request back."""
    last = _begin(item, seen)
    if last is None:
        raise ValidationError(_("Nobody is asked for review of it any more."))
    return _step(item, Act.ENDED, last, by=by, remark=remark, is_open=False)


def _begin(item, seen):
    """Lock the item and read it anew; gives the step that says how its review stands, or None."""
    lock_and_read(item)
    if seen not in (None, item.desk_digest):
        raise ValidationError(_("Somebody changed it meanwhile. Nothing was done: please look at it again."))
    return ReviewStep.objects.open_of(item)


def _refuse_own(item, last, by):
    """Nobody answers their own request, or one that there is not."""
    if last is None or last.act == Act.RETURNED:
        raise ValidationError(_("Nobody is asked for review of it any more."))
    if last.asked_by_id == by.pk:
        raise ValidationError(_("You asked for this review: somebody else has to look at it."))


def _step(item, act, last, *, by, remark, **given):
    ReviewStep.objects.open().of(item.kind, item.pk).update(is_open=False)
    own = {"kind": item.kind, "key": item.pk, "act": act, "digest": item.desk_digest, "remark": remark}
    asked = {name: getattr(last, name) for name in ("asked_by", "asked_by_name", "asked_digest")} if last else {}
    return ReviewStep.objects.create(**own, by=by, by_name=called(by), **asked | given)


def refuse_unapproved(item, digest, by):
    """Raise ValidationError where a second pair of eyes is compulsory and nobody's has seen what would be published.

    The item is locked, so nobody takes an approval back meanwhile. The site itself (`by` is None: the commands of who
    runs it) has no colleagues.
    """
    if sentence := all_unapproved([(item, digest)], by).get(item.pk):
        raise ValidationError(sentence)


def all_unapproved(digests, by):
    """Why these digests of items of one kind, [(item, digest)], may not be published by somebody: {key: sentence}."""
    if not (by and digests and settings.REVIEW_REQUIRED):
        return {}
    steps = ReviewStep.objects.open_of_all(digests[0][0].kind, [item.pk for item, _digest in digests])
    sentences = {item.pk: unapproved(steps.get(item.pk), digest, by) for item, digest in digests}
    return {key: sentence for key, sentence in sentences.items() if sentence}


def still_unapproved(item, by):
    """Why this person could not publish an item with its standing as it is now: a sentence, or ""."""
    return unapproved(item.review_step, item.desk_digest, by) if settings.REVIEW_REQUIRED else ""


def unapproved(last, digest, by):
    """Why one person may not publish this digest where two have to see it: a sentence, or "". `last` is the step that
    says how the review stands, or None.
    """
    if last is None or not last.approves(digest):
        return _("A second person has to approve this first. Save it, and ask for review.")
    if not last.is_second_pair_of_eyes_for(by):
        return _("You approved this yourself, so somebody else has to publish it.")
    return ""


def settle(item, *, withdrawn=False):
    """End what was under way for an item that was just published or withdrawn: its review, and what was scheduled."""
    settle_all([item], withdrawn=withdrawn)


def settle_all(items, *, withdrawn=False):
    """The same for items of one kind. One question where nothing is."""
    own = {"kind": items[0].kind, "key__in": [item.pk for item in items]}
    if not UNDER_WAY.ask(own["kind"], own["key__in"]):
        return
    steps = ReviewStep.objects.open().filter(**own).order_by()
    acts = ScheduledAct.objects.open().filter(**own).order_by()
    steps.update(is_open=False)
    (acts.withdrawals() if withdrawn else acts.publications()).update(state=ScheduledAct.State.OVER)
    if withdrawn:  # somebody decided otherwise meanwhile
        refusal = _("It was withdrawn after this was scheduled.")
        acts.publications().update(state=ScheduledAct.State.REFUSED, refusal=refusal)


def _under_way(kind, keys):
    """Where a review or a scheduled act of these items is open."""
    steps, acts = (
        model.objects.open().filter(kind=kind, key__among=keys).order_by().values("pk")
        for model in (ReviewStep, ScheduledAct)
    )
    return steps.union(acts, all=True)[:1]


UNDER_WAY = Prepared(_under_way, TEXT, KEYS)
