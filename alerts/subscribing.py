"""From asking for letters to leaving: asked, invited by one letter, confirmed, erased."""

import logging
from contextlib import nullcontext
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from alerts.letters import invitation
from alerts.models import Reached, Subject, Subscription
from alerts.postman import Postman
from editing.letters import send_later
from editing.throttling import is_too_often, key, taken
from publishing.models import Edition

# Within an hour: of one network, and of all together. And how many may wait to be confirmed, and be of one address.
ASKED_BY_ONE, ASKED_BY_ALL = 10, 300
MOST_WAITING, MOST_OF_ONE = 10_000, 50
# Letters within a day to an address that never confirmed anything, and to one that did.
LETTERS, LETTERS_TO_KNOWN = 1, 5

logger = logging.getLogger(__name__)


def is_too_much(network: str) -> bool:
    """Count that somebody of a network asks; whether that is too often, or too many ask at once."""
    if is_too_often("alerts asked for", network, by_one=ASKED_BY_ONE, by_all=ASKED_BY_ALL):
        logger.warning("E-mail is asked for too often: nothing is sent.")
        return True
    return Subscription.objects.waiting().order_by("pk")[MOST_WAITING:].exists()


@transaction.atomic
def ask(subject: Subject, address: str, frequency: str) -> None:
    """Keep the address until somebody confirms it, and have one letter sent to it beside the request.

    For who asks all looks alike, whether the address is known or not.
    """
    rows = Subscription.objects.filter(address=address)
    if rows.count() >= MOST_OF_ONE:
        return
    kept, _made = Subject.objects.select_for_update().get_or_create(
        kind=subject.kind, about=subject.about, defaults={"title": subject.title}
    )
    may_write = _may_write_to(address, rows)
    first = {"frequency": frequency, "invited_at": None if may_write else timezone.now()}
    row, made = rows.get_or_create(subject=kept, address=address, defaults=first)
    if may_write and not made:
        asked = {} if row.is_confirmed else {"frequency": frequency, "asked_at": timezone.now()}
        rows.filter(pk=row.pk).update(invited_at=None, **asked)
    transaction.on_commit(partial(send_later, partial(invite, row.pk)))


def _may_write_to(address, rows):
    """Whether there may be a letter today. One covers all that waits: its link leads to all of it."""
    if rows.confirmed().exists():
        return taken(key("alerts letter to known", address), LETTERS_TO_KNOWN)
    recent = timezone.now() - timedelta(days=1)
    is_written_to = rows.filter(Q(invited_at__gt=recent) | Q(invited_at=None, asked_at__gt=recent)).exists()
    return not is_written_to and taken(key("alerts letter to", address))


def invite(pk, postman=None) -> bool:
    """Send the letter that somebody waits for. Returns whether it was sent, by this process.

    Raises what the Postman raises; then the next run of `send_alerts` tries again.
    """
    rows = Subscription.objects.filter(pk=pk)
    if not rows.filter(invited_at=None).update(invited_at=timezone.now()):
        return False
    try:
        letter = invitation(rows.select_related("subject").get())
        with nullcontext(postman) if postman else Postman() as one:
            one.send(letter)
    except Exception:
        rows.update(invited_at=None)
        raise
    return True


@transaction.atomic
def confirm(rows) -> None:
    """Let letters come from now on, about what changes from now on."""
    last = Edition.objects.aggregate(last=Max("pk"))["last"] or 0
    Reached.get(last)
    rows.waiting().update(confirmed_at=timezone.now(), asked_at=None, told=last, retry_at=None)
