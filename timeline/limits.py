"""Which events a limited editor may change: those of their taskforces that are nobody else's, too."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from taskforces.models import Taskforce, limits_of


def changeable_events(events, person):
    """For a limited editor, those that stand in a taskforce of theirs, and in none and for no result of others."""
    if limits_of(person) is None:
        return events
    places = events.model.taskforces.through.objects.filter(event=OuterRef("pk"))
    results = events.model.results.through.objects.filter(event=OuterRef("pk"))
    theirs = Taskforce.objects.changeable_by(person).values("pk")
    foreign = places.exclude(taskforce__in=theirs), results.exclude(result__taskforce__in=theirs)
    return events.filter(Exists(places), *(~Exists(rows) for rows in foreign))


def limit_sentence(event, person):
    """Why a limited editor may not change an event."""
    others = Taskforce.objects.exclude(pk__in=Taskforce.objects.changeable_by(person).values("pk"))
    reasons = {
        gettext("This one stands in: %(taskforces)s."): others.filter(events=event),
        gettext("This one shows a result of: %(taskforces)s."): others.filter(results__events=event).distinct(),
    }
    why = next((text % {"taskforces": "; ".join(map(str, rows))} for text, rows in reasons.items() if rows), "")
    rule = gettext("You may change events that stand in your taskforces, and in no others.")
    return f"{rule} {why or gettext('This one stands in no taskforce.')}"
