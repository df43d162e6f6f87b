"""When letters are due: at once, each morning, each Monday morning, by the clock of the site."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from alerts.models import Reached, Round, Subscription

Frequency = Subscription.Frequency
MORNING = time(7)


def due_since(frequency: str, now: datetime) -> datetime:
    """The last moment at which letters of a frequency were due."""
    if frequency == Frequency.AT_ONCE:
        return now
    here = timezone.localtime(now)
    day = here.date() if here.time() >= MORNING else here.date() - timedelta(days=1)
    if frequency == Frequency.WEEKLY:
        day -= timedelta(days=day.weekday())
    return datetime.combine(day, MORNING, here.tzinfo)


def open_round(frequency: str, now: datetime) -> Round:
    """The round that is to be done: the one that was begun, or a new one where that is due.

    What a round tells is fixed when it begins, so who is told later in it is told no more. The first one of a site
    begins when it is due next.
    """
    due, last = due_since(frequency, now), Reached.objects.get().edition
    latest, is_first = Round.objects.get_or_create(
        frequency=frequency, defaults={"due_at": due, "last": last, "is_done": frequency != Frequency.AT_ONCE}
    )
    if due > latest.due_at and not is_first:
        latest.is_done = latest.is_done and last == latest.last
        latest.due_at, latest.last = due, last
        latest.save()
    return latest
