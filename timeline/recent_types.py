"""The types that somebody gives to events, the last used first."""

from django.db.models import Case, Value, When

from editing.recent import recent_acts, recent_rows
from timeline.models import Event, EventType


def recent_types(user):
    """The types of the events that somebody worked on last, the latest first."""
    keys = [key for _model, key in recent_rows(recent_acts(user), Event)]
    types = dict(Event.objects.filter(pk__in=keys).values_list("pk", "type"))
    rows = EventType.objects.in_bulk(set(types.values()) - {None})
    return [rows[key] for key in dict.fromkeys(types.get(key) for key in keys) if key in rows]


def last_used_first(types, user):
    """Types in another order: those that somebody used last stand first."""
    places = [When(pk=row.pk, then=Value(place)) for place, row in enumerate(recent_types(user))]
    return types.order_by(Case(*places, default=Value(len(places))), *types.query.order_by) if places else types
