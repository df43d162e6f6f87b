"""Taskforces at the desk, with the panel of their events. Neither room knows the other, so the frame joins them."""

from contextlib import nullcontext
from functools import partial

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dossier_site.events_form import TaskforceWithEventsForm
from dossier_site.events_links import PublishingLinks
from dossier_site.events_log import EventsLog
from dossier_site.events_page import EventsPage
from dossier_site.remaining_events import remaining_events
from publishing.desk.buttons import Button
from publishing.desk.companions import SHOWN
from publishing.editions import publish
from publishing.history import keep_states
from publishing.limits import check_limits
from publishing.models.attaching import attach
from publishing.models.prepared import ID, Prepared
from publishing.roles import is_limited
from taskforces.admin import TaskforceAdmin
from taskforces.models import Result, Taskforce
from timeline.membership import touching_referrers
from timeline.models import Event
from timeline.models.live_links import EntryDossier
from timeline.ordering import desk_order

ADD_EVENT = Button(
    "_add_event",
    _("Save, and add an event to this taskforce"),
    "panel",
    permission="add_event",
    response="adding_event",
)
# Sent with the key of the event beside which it stands.
PUBLISH_EVENT = Button(
    "_publish_event",
    _("Save and publish this event"),
    "event",
    "publish_event",
    action="publish_event",
    response="to_events",
)
# Sent with the number of the page that is to be shown.
SHOW_EVENTS = Button("_events", _("Search"), "events", saves=False)


def _companions(key):
    at_desk = Event.taskforces.through.objects.filter(taskforce=key).values("event")
    public = EntryDossier.objects.filter(dossier=key).values("entry")
    events = Event.objects.filter(pk__in=at_desk.union(public)).unpublished()
    return events.for_headings().order_by(*desk_order())


FIRST = Prepared(lambda key: _companions(key).prefetch_related(None)[: SHOWN + 1], ID)


class TaskforceWithEventsAdmin(EventsLog, EventsPage, PublishingLinks, TaskforceAdmin):
    """Taskforces at the desk, with the panel of their events."""

    form = TaskforceWithEventsForm
    change_form_template = "admin/dossier_site/taskforce_form.html"
    buttons = (*TaskforceAdmin.buttons, ADD_EVENT, PUBLISH_EVENT, SHOW_EVENTS)

    companion_model, companion_links = Event, ("taskforces", "position")

    def companions(self, item):
        """Its events that are not public yet, or not as they are now; those that only readers still find in it, too."""
        return _companions(item.pk)

    def first_companions(self, request, item):
        """The first of them, for who may publish all."""
        return None if item is None or is_limited(request.user) else partial(FIRST.ask, item.pk)

    def belongings(self, item):
        """Its events that stay public when it is withdrawn."""
        return remaining_events(item)

    def has_add_event_permission(self, request, obj=None):
        """Whether this person may go on from here to a new event."""
        return self.has_change_permission(request, obj) and request.user.has_perm("timeline.add_event")

    def has_publish_event_permission(self, request, obj=None):
        """Whether this person may publish its events."""
        return self.has_change_permission(request, obj) and request.user.has_perm("timeline.publish_event")

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form; who may not change events has none to attach in it."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.may_tie_events = self.may(request, Event, "change")
        form.editor = request.user
        return form

    def save_form(self, request, form, change):
        """The taskforce as it is typed; what the form changes in its timeline is at hand for a preview."""
        request.tied_events = form.tied
        return super().save_form(request, form, change)

    def save_rows(self, request, form, formsets, change):
        """Save the rows; what they change elsewhere is touched."""
        with touching_events(form, formsets, request.POST.get(PUBLISH_EVENT.name)) as touched:
            super().save_rows(request, form, formsets, change)
        check_limits(request.user, *(event for event, _stands in form.tied), *form.moved)
        request.changed_events = [*touched, *form.moved]
        self.log_elsewhere(request, request.changed_events)

    def save_related(self, request, form, formsets, change):
        """What the desks of events hold in the end is kept, too, where the form changed it."""
        super().save_related(request, form, formsets, change)
        keys = [event.pk for event in request.changed_events]
        keep_states(list(Event.objects.filter(pk__in=keys)) if keys else [], by=request.user)

    def publish_event(self, request, form):
        """Publish the event whose button was pressed."""
        event = form.instance.events.filter(pk=request.POST[PUBLISH_EVENT.name]).first()
        if event is None:
            raise ValidationError(gettext("This event does not stand in this timeline any more."))
        check_limits(request.user, event)
        try:
            publish(event, by=request.user, again=False)
        except ValidationError as refusal:
            raise ValidationError([f"{event}: {sentence}" for sentence in refusal.messages]) from refusal
        self.say_published(request, form.instance, [event])

    def next_steps(self, request, item):
        """A new event of this taskforce, and from there back to the panel."""
        if not self.has_add_event_permission(request, item):
            return []
        query = {"taskforces": item.pk, "next": f"{self.address('change', item)}#events"}
        return [(gettext("Add an event"), reverse("admin:timeline_event_add", query=query))]

    def adding_event(self, request, item):
        """To the form of a new event, with what was typed here saved."""
        ((_words, address),) = self.next_steps(request, item)
        return HttpResponseRedirect(address)

    def to_events(self, request, item):
        """Back to the panel."""
        return HttpResponseRedirect(f"{self.address('change', item)}#events")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form, with the way to a new event at its top."""
        context["next_steps"] = self.next_steps(request, obj) if obj else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def previewed_companions(self, request, item):
        """Its unpublished events; those that the form attaches or takes out, as their desks would be then."""
        events = {event.pk: event for event in super().previewed_companions(request, item)}
        if self.may(request, Event, "view", "change"):
            for event, stays in getattr(request, "tied_events", ()):
                event = events.setdefault(event.pk, event)
                others = [taskforce for taskforce in event.taskforces.all() if taskforce.pk != item.pk]
                attach(event, taskforces=(Taskforce, [*others, item] if stays else others))
        return list(events.values())


def touching_events(form, formsets, pressed):
    """Touch what a taskforce's form changes elsewhere; a form in which nothing of that kind was typed asks nothing.

    The events that it attaches or publishes are locked too, before any row is written. `pressed` is one's key as sent.
    """
    results = any(formset.model is Result and formset.has_changed() for formset in formsets)
    also = {event.pk for event in form.cleaned_data.get("also", ())}
    events = (also | form.typed_keys() | {pressed}) - {None}
    return touching_referrers(form.instance, events=events) if results or events else nullcontext(())
