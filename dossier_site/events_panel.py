"""The panel of events in the taskforce's form: a page of its timeline, found by words, newest first."""

from dataclasses import dataclass
from functools import cache

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import cached_property

from dossier_site.events_form import MOST, outside_limits
from dossier_site.timeline_pages import DAYS, PER_PAGE, TimelinePages, completed
from editing.autocomplete import is_valid_key
from publishing.desk.unpublished import with_changes
from timeline.models import Event
from timeline.ordering import desk_order

LONGEST_QUERY = 200
SAMPLE = "key-of-an-event"  # in the place of a key, in an address that is made once


@dataclass(frozen=True)
class Row:
    """One event as the panel draws it.

    `key` stands in names of fields, `name` is what it is called. `number` is what to show of its place among others of
    its day, "" for none. `may_tie`: whether it can be detached and moved here; not where it lies outside the limits of
    who looks.
    """

    event: Event
    key: str
    name: str
    number: str
    detached: bool
    may_tie: bool

    @property
    def address(self):
        """Where its form is."""
        return _form_address().replace(SAMPLE, self.key)

    @property
    def may_be_published(self):
        """Whether the public does not read it as it is."""
        return self.event.state in (Event.State.DRAFT, Event.State.CHANGED)


@cache
def _form_address():
    return reverse("admin:timeline_event_change", args=[SAMPLE])


class EventsPanel:
    """A page of a taskforce's timeline at the desk, and what its form says of events that stand on other pages.

    `page` and `query` come as anybody may send them. `form` is the form around the panel, perhaps with words typed.
    """

    def __init__(self, taskforce, form, *, page="", query=""):
        self.taskforce, self.form = taskforce, form
        self.query = query.replace("\x00", "")[:LONGEST_QUERY].strip()
        self.asked = page

    @cached_property
    def page(self):
        """The page that was asked for; the nearest one where there is no such page."""
        pages = Paginator(self._found, PER_PAGE) if self.query else TimelinePages(self._found, self.taskforce)
        return pages.get_page(self.asked)

    @property
    def numbers(self):
        """The numbers of the pages that can be turned to, with gaps where there are many."""
        return self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1)

    @property
    def may_tie(self):
        """Whether events can be attached, detached and moved here."""
        return "attach" in self.form.fields

    @cached_property
    def _found(self):
        events = self.taskforce.events.select_related("type").order_by(*desk_order())
        return events.search(self.query).order_by(*desk_order()) if self.query else events

    @cached_property
    def shown(self):
        """The events of the page."""
        return completed(list(self.page.object_list))

    @cached_property
    def kept(self):
        """The events that were ticked or numbered, and stand on another page."""
        elsewhere = {*self._detached, *self._numbers} - {str(event.pk) for event in self.shown}
        keys = [key for key in elsewhere if is_valid_key(Event, key)][:MOST]
        return list(self.taskforce.events.filter(pk__in=keys).select_related("type")) if keys else []

    def read(self, *others):
        """Read what is drawn of all events; together with others that are drawn of them, which takes no more."""
        with_changes([*self.shown, *self.kept, *others])

    def rows(self):
        """The events of the page as they are drawn."""
        return map(self._row, self.shown)

    def kept_rows(self):
        """Those on other pages as they are drawn."""
        return map(self._row, self.kept)

    def _row(self, event):
        key, shown = str(event.pk), str(event.position) if event.sort_day in self._shared_days else ""
        may_tie = self.may_tie and not (self._foreign and event in self._foreign)
        return Row(event, key, str(event), self._numbers.get(key, shown), key in self._detached, may_tie)

    @cached_property
    def _foreign(self):
        return {*outside_limits([*self.shown, *self.kept], self.form.editor)}

    @cached_property
    def _detached(self):
        return [str(getattr(each, "pk", each)) for each in self._value("detach") or ()]

    @cached_property
    def _numbers(self):
        return self._value("positions") or {}

    def _value(self, name):
        return self.form[name].value() if name in self.form.fields else None

    @cached_property
    def _shared_days(self):
        """The days on which more than one event of the timeline stands; those without a date share one."""
        return {day for day, number in DAYS.ask(self.taskforce.pk) if number > 1}
