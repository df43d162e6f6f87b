"""What is scheduled is done when its time has come. A timer runs this; late, twice or in two processes, each is done
once: whoever comes first locks the item, and marks in the same transaction that it is done.
"""

import logging
from collections import Counter

from django.core.exceptions import ValidationError
from django.db import DatabaseError, InterfaceError, transaction
from django.utils.translation import gettext as _

from editing.concurrency import check_constraints
from editing.models import LastRun
from publishing.editions import publish, withdraw
from publishing.models import Publishable, ScheduledAct
from publishing.roles import may
from publishing.scheduling import COMMAND

logger = logging.getLogger(f"django.{__name__}")  # so that the webmaster gets a letter
State = ScheduledAct.State


def fire_due():
    """Do all that is due, each in a transaction of its own; what fails stops nothing else. Gives a count by outcome.

    "waiting" is what the database did not let through: the next run does it.
    """
    done = Counter()
    for key in list(ScheduledAct.objects.due().values_list("pk", flat=True)):
        try:
            done[fire(key)] += 1
        except (DatabaseError, InterfaceError) as error:
            logger.warning("Scheduled act %s has to wait: %s", key, error)
            done["waiting"] += 1
        except Exception:
            logger.exception("Scheduled act %s broke.", key)
            done[_break(key)] += 1
    LastRun.note(COMMAND)
    return done


@transaction.atomic
def fire(key):
    """Do one act, if it is still due: "publish", "withdraw", "refused", or "" where there was nothing to do."""
    items, act = _locked(key)
    if act is None:
        return ""
    try:
        with transaction.atomic():
            _do(act, items)
            check_constraints()
    except ValidationError as refusal:
        return _end(act, State.REFUSED, " ".join(refusal.messages))
    return _end(act, State.DONE)


def _locked(key):
    """What an act is about, locked, by key; and the act as it stands then, None where it is not due any more."""
    act = ScheduledAct.objects.due().filter(pk=key).first()
    if act is None:
        return {}, None
    keys = [act.key, *([act.replacement] if act.replacement else [])]
    items = {item.pk: item for item in Publishable.of_kind(act.kind).objects.locked().filter(pk__in=keys)}
    return items, ScheduledAct.objects.due().filter(pk=key).select_related("by").first()


def _do(act, items):
    """Publish or withdraw in the name of who scheduled it. Raises ValidationError where that is not what was meant."""
    item = items.get(act.key)
    if item is None:
        raise ValidationError(_("It was deleted before."))
    if not may(act.by, act.act, item):
        text = _("%(name)s scheduled this and may not do it any more. Somebody else has to decide.")
        raise ValidationError(text % {"name": act.by_name})
    if act.is_outdated(item):
        text = _("It was changed after this was scheduled, so nothing was done. Please look at it again.")
        raise ValidationError(text)
    if act.is_publication:
        publish(item, by=act.by, note=act.note, minor=act.minor)
    else:
        withdraw(item, by=act.by, reason=act.reason, note=act.note, replacement=_replacement(act, items))


def _replacement(act, items):
    if act.replacement and act.replacement not in items:
        raise ValidationError(_("The replacement is not public any more. Choose another."))
    return items.get(act.replacement)


def _end(act, state, refusal=""):
    ScheduledAct.objects.filter(pk=act.pk).update(state=state, refusal=refusal)
    return "refused" if refusal else act.act


def _break(key):
    """A mistake of ours: it is told at the item, and not made again and again."""
    sentence = _("The site made a mistake. The webmaster is told; you can do it by hand.")
    ScheduledAct.objects.filter(pk=key).update(state=State.REFUSED, refusal=sentence)
    return "broken"
