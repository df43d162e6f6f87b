"""Letters to those who are due, one by one: who was told is noted as soon as the mail server has the letter."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import lru_cache

from django.db import IntegrityError
from django.utils import timezone

from alerts.changes import changes_of
from alerts.letters import news_letter
from alerts.models import News, Round, Subject, Subscription
from alerts.postman import Postman, PutOff, Refused
from alerts.rounds import open_round
from alerts.subscribing import invite

# After so many refusals, a day apart, an address is erased. What a server put off is tried again after an hour.
REFUSALS, AFTER_REFUSAL, AFTER_PUT_OFF = 3, timedelta(days=1), timedelta(hours=1)
# So long news is kept for those who could not be told yet.
KEPT = timedelta(days=14)
BATCH = 500


def clear() -> int:
    """Erase addresses that nobody confirmed in time, old news, and what nobody follows. Returns how many addresses."""
    now = timezone.now()
    number, _by_model = Subscription.objects.overdue(now).delete()
    News.objects.filter(found_at__lt=now - KEPT).delete()
    with suppress(IntegrityError):  # somebody asks for it just now: then it stays
        Subject.objects.unused().delete()
    return number


def send_invitations(postman: Postman) -> Counter:
    """The letters that ask to confirm, where they could not be sent when they were asked for."""
    now, done = timezone.now(), Counter()
    for pk in list(Subscription.objects.uninvited().not_put_off(now).values_list("pk", flat=True)[:BATCH]):
        rows = Subscription.objects.filter(pk=pk)
        try:
            done["invited"] += invite(pk, postman)
        except Refused:
            done["erased"] += rows.waiting().delete()[0]
            rows.update(invited_at=now)  # who confirmed before is erased when there is news
        except PutOff:
            rows.update(retry_at=now + AFTER_PUT_OFF)
            done["put off"] += 1
    return done


def send_news(frequency: str, postman: Postman, say: Callable[[str], object]) -> Counter:
    """All letters of a frequency that are due. Safe to be stopped at any point, and to be begun again."""
    now, done = timezone.now(), Counter()
    current, last_key = open_round(frequency, now), None
    if current.is_done:
        return done
    changes = lru_cache(100)(changes_of)
    due = Subscription.objects.due(frequency, current.last, now).order_by("pk")
    while keys := list((due.filter(pk__gt=last_key) if last_key else due).values_list("pk", flat=True)[:BATCH]):
        for pk in keys:
            done[_tell(pk, frequency, current.last, changes, postman)] += 1
        last_key = keys[-1]
        if len(keys) == BATCH:
            say(f"{done['told']:,} letters sent ({frequency})")
    if not Subscription.objects.due(frequency, current.last, now + AFTER_REFUSAL * 2).exists():
        Round.objects.filter(pk=frequency, last=current.last).update(is_done=True)
    return done


def _tell(pk, frequency, last, changes, postman) -> str:
    """Send one letter, to who has not left meanwhile. Returns what became of it."""
    rows = Subscription.objects.filter(pk=pk)
    row = rows.select_related("subject").filter(frequency=frequency, told__lt=last).first()
    if row is None:
        return "left"
    news = changes(row.subject, row.told, last)
    try:
        if news.items:
            postman.send(news_letter(row, news))
    except Refused:
        return _refused(row)
    except PutOff:
        rows.update(retry_at=timezone.now() + AFTER_PUT_OFF)
        return "put off"
    rows.update(told=last, refusals=0, retry_at=None)
    return "told" if news.items else "nothing left to tell"


def _refused(row) -> str:
    """Erase an address that was refused for the third day; else try again tomorrow."""
    rows = Subscription.objects.filter(pk=row.pk)
    if row.refusals + 1 >= REFUSALS:
        rows.delete()
        return "erased"
    rows.update(refusals=row.refusals + 1, retry_at=timezone.now() + AFTER_REFUSAL)
    return "refused"
