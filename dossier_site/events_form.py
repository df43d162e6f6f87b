"""A taskforce's form with the events of its timeline: those that are attached, taken out, or put in another order.

What is typed are differences, never the whole timeline: two editors who attach and detach never undo each other's work.
"""

import re

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from editing.autocomplete import AutocompleteSeveral, is_valid_key
from publishing.roles import is_limited
from taskforces.forms import TaskforceForm
from timeline.membership import reorder
from timeline.models import Event

LINK_TO_EVENT = Event.taskforces.through._meta.get_field("event")
# What a SmallIntegerField of both databases holds.
LOWEST, HIGHEST = -32768, 32767
# More than these in one act are no slip of the mouse, and would keep everybody else waiting.
MOST = 200


class DetachField(forms.ModelMultipleChoiceField):
    """The events whose "Detach" is ticked. One that somebody deleted meanwhile is out of the timeline anyway."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        """The events that are still there. Raises ValidationError for what can be no event."""
        if not all(is_valid_key(Event, key) for key in value or ()):
            raise ValidationError(_("What was ticked is no event."))
        return self.queryset.filter(pk__in=value or ())


class NumbersWidget(forms.Widget):
    """The numbers typed beside events, where they are not those that were shown: {key: text}."""

    TYPED = re.compile(r"position-(?P<key>[0-9a-f-]{36})")

    def value_from_datadict(self, data, files, name):
        """Only what was typed: a number that somebody else changed meanwhile stays."""
        typed = {match["key"]: data[match[0]].strip() for match in map(self.TYPED.fullmatch, data) if match}
        return {key: text for key, text in typed.items() if text != data.get(f"shown-{key}", "").strip()}

    def value_omitted_from_data(self, data, files, name):
        """Never: no number is the usual case."""
        return False

    def id_for_label(self, id_):
        """The panel, which draws the boxes."""
        return "events"


class NumbersField(forms.Field):
    """Where events stand among those of the same date, the smaller number first: {key: number}."""

    widget = NumbersWidget

    def clean(self, value):
        """The numbers. Raises ValidationError for what is none, or stands beside no event."""
        if not all(is_valid_key(Event, key) for key in value):
            raise ValidationError(_("What was numbered is no event."))
        number = forms.IntegerField(min_value=LOWEST, max_value=HIGHEST)
        return {Event._meta.pk.to_python(key): number.clean(text) for key, text in value.items()}

    def has_changed(self, initial, data):
        """Whether any was typed."""
        return bool(data)


class TaskforceWithEventsForm(TaskforceForm):
    """A taskforce, and what its form changes in the timeline."""

    attach = forms.ModelMultipleChoiceField(
        Event.objects.for_headings(),
        required=False,
        label=_("Attach existing events"),
        widget=AutocompleteSeveral(LINK_TO_EVENT, admin.site),
        help_text=_("Type a few letters of the title. An event may stand in several timelines."),
    )
    detach = DetachField(Event.objects.for_headings(), required=False, label=_("Detach events"))
    positions = NumbersField(required=False, label=_("Order of events"))

    CHANGES_ELSEWHERE = ("attach", "detach", "positions")

    may_tie_events = True
    editor = None
    moved: list = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.may_tie_events:
            for name in ("attach", "detach", "positions"):
                del self.fields[name]

    def clean(self):
        """An event is attached or detached, not both; and so many at once that nobody waits long."""
        cleaned = super().clean()
        attached, detached = ({*cleaned.get(name, ())} for name in ("attach", "detach"))
        for event in attached & detached:
            self.add_error("attach", _("“%(event)s” is ticked to be detached, too.") % {"event": event})
        self._check_limits(cleaned)
        if len(attached | detached | {*cleaned.get("positions", ())}) > MOST:
            text = _("Change at most %(number)d events of a timeline at once.")
            self.add_error("attach", text % {"number": MOST})
        return cleaned

    def _check_limits(self, cleaned):
        """Who works on some taskforces only changes events of others in no way: not even where they stand."""
        for name in self.CHANGES_ELSEWHERE:
            for event in outside_limits(cleaned.get(name) or (), self.editor):
                self.add_error(name, f"“{event}”: {event.limit_sentence(self.editor)}")

    @cached_property
    def tied(self):
        """The events that a valid form attaches and detaches: [(event, whether it stands in the timeline then)]."""
        attached, detached = (self.cleaned_data.get(name, ()) for name in ("attach", "detach"))
        return [*((event, True) for event in attached), *((event, False) for event in detached)]

    @property
    def numbers(self):
        """The numbers that were typed beside events of a valid form."""
        return self.cleaned_data.get("positions") or {}

    def typed_keys(self):
        """The keys of all events that a valid form changes."""
        return {*(event.pk for event, _stands in self.tied), *self.numbers}

    def _save_m2m(self):
        """Save what hangs on the taskforce, with its events."""
        super()._save_m2m()
        for stands, write in ((True, self.instance.events.add), (False, self.instance.events.remove)):
            write(*(event for event, then in self.tied if then is stands))
        self.moved = reorder(self.instance, self.numbers) if self.numbers else []


def outside_limits(events, person):
    """Those of some events, or of their keys, that the limits of somebody do not let them change."""
    if not events or not person or not is_limited(person):
        return []
    rows = Event.objects.filter(pk__in=[getattr(event, "pk", event) for event in events]).for_headings()
    return rows.exclude(pk__in=Event.objects.changeable_by(person).values("pk"))
