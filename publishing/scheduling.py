"""What is scheduled: an item is published or withdrawn at a time, as somebody saw it when they decided so.

schedule ─► ScheduledAct ─ the timer: fire_due ─► publish, withdraw
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editing.models import LastRun
from editing.people import called
from publishing.locking import lock_and_read
from publishing.models import ScheduledAct
from publishing.models.scheduled import LATE

COMMAND = "publish_scheduled"
Act = ScheduledAct.Act
AHEAD = timedelta(days=5 * 366)


@transaction.atomic
def schedule(item, act, due_at, *, by, seen=None, **how):
    """Have an item published or withdrawn at a time, in place of what was scheduled of that kind. Returns it.

    `how` is what `publish` or `withdraw` are told; `seen` the `sight` of the item that this person had. Raises
    ValidationError where that has changed since, and for what cannot be.
    """
    _lock(item, seen)
    _check_time(due_at)
    others = list(ScheduledAct.objects.open().of(item.kind, item.pk))
    digest = item.desk_digest if act == Act.PUBLISH else _digest_withdrawn(item, due_at, others)
    if act == Act.PUBLISH:
        _check_publication(item, due_at, others)
    _close(item, act)
    own = {"kind": item.kind, "key": item.pk, "act": act, "due_at": due_at, "digest": digest}
    return ScheduledAct.objects.create(**own, by=by, by_name=called(by), **how)


@transaction.atomic
def cancel(item, act):
    """Cancel what is scheduled, or was not done when its time came. Says whether there was anything."""
    _lock(item, None)
    return _close(item, act) > 0


def sight(item):
    """What somebody has seen of an item who schedules something of it, as a short text."""
    return f"{item.desk_digest} {item.live_digest}"


def timer_is_late():
    """Whether no timer has run lately, so that nothing would be done at its time."""
    last = LastRun.last(COMMAND)
    return last is None or last < timezone.now() - LATE


def _lock(item, seen):
    lock_and_read(item)
    if seen not in (None, sight(item)):
        raise ValidationError(_("Somebody changed it meanwhile. Nothing was scheduled: please look at it again."))


def _check_time(due_at):
    if due_at <= timezone.now():
        raise ValidationError({"time": _("This moment is over. Choose a later one.")})
    if due_at > timezone.now() + AHEAD:
        raise ValidationError({"day": _("Choose a day within the next five years.")})


def _check_publication(item, due_at, others):
    if item.state == item.State.PUBLISHED:
        raise ValidationError(_("Readers have all of this already: there is nothing to publish."))
    if refusals := item.own_refusals():
        raise ValidationError([sentence for each in refusals.values() for sentence in ValidationError(each).messages])
    if not item.live_digest and any(not each.is_publication and each.due_at <= due_at for each in others):
        raise ValidationError({"time": _("It shall be withdrawn before that. Choose an earlier moment.")})


def _digest_withdrawn(item, due_at, others):
    """What readers will have when it is withdrawn: what they have now, or what is published before."""
    before = [each for each in others if each.is_publication and not each.is_refused and each.due_at < due_at]
    if not item.live_digest and not before:
        raise ValidationError(_("Only what is public then can be withdrawn. Schedule first when it is published."))
    return before[-1].digest if before else item.live_digest


def _close(item, act):
    acts = ScheduledAct.objects.open().of(item.kind, item.pk).order_by()
    return acts.filter(act=act).update(state=ScheduledAct.State.OVER)
