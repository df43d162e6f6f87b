"""The pages of a taskforce's timeline at the desk, by questions that are made once in each process."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.utils.functional import cached_property

from publishing.models.prepared import ID, Prepared
from timeline.models import Event
from timeline.ordering import desk_order

PER_PAGE = 20


class TimelinePages(Paginator):
    """The pages of a whole timeline: how many events it has, and the first page, are prepared questions."""

    def __init__(self, events, taskforce):
        super().__init__(events, PER_PAGE)
        self.taskforce = taskforce

    @cached_property
    def count(self):
        """How many events stand in it."""
        return next((number for (number,) in NUMBER.ask(self.taskforce.pk)), 0)

    def page(self, number):
        """A page of events."""
        number = self.validate_number(number)
        return self._get_page(FIRST.ask(self.taskforce.pk), 1, self) if number == 1 else super().page(number)


def _events(key):
    return Event.objects.filter(taskforces=key)


# What is drawn of an event that has not changed: its texts may be long.
SHOWN = ("title", "date", "position", "sort_day", "type__name", "desk_digest", "live_digest", "edition_number")
FIRST = Prepared(lambda key: _events(key).select_related("type").only(*SHOWN).order_by(*desk_order())[:PER_PAGE], ID)
NUMBER = Prepared(
    lambda key: _events(key).order_by().values("taskforces").annotate(number=Count("pk")).values_list("number"), ID
)
DAYS = Prepared(lambda key: _events(key).order_by().values_list("sort_day").annotate(number=Count("pk")), ID)


def completed(events):
    """The same events; those with changes that are not public with all their words, to be compared: one question."""
    cut = [event.pk for event in events if event.state == event.State.CHANGED and event.get_deferred_fields()]
    whole = Event.objects.select_related("type").in_bulk(cut) if cut else {}
    return [whole.get(event.pk, event) for event in events]
