"""The panel of events in the taskforce's form. Neither room knows the other's form, so the frame joins them."""

from contextlib import nullcontext

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Coalesce
from django.forms import ModelForm
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.inlines import PartInline
from publishing.desk.unpublished import changes, latest_bodies
from publishing.editions import publish
from taskforces.admin import TaskforceAdmin
from taskforces.models import Result
from timeline.membership import touching_what_names
from timeline.models import Event

EventLink = Event.taskforces.through


class EventLinkForm(ModelForm):
    """That an event stands in the timeline of this taskforce. A link is made or taken away, never turned to another."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["event"].disabled = not self.instance._state.adding
        self.empty_permitted = True  # a row that nobody touched is not checked again, which takes four questions


class EventsInline(PartInline):
    """The taskforce's events, newest first, and how others are attached."""

    model = EventLink
    form = EventLinkForm
    template = "admin/dossier_site/events.html"
    autocomplete_fields = ("event",)
    verbose_name = _("existing event")
    verbose_name_plural = _("events")
    extra = 1
    max_num = 1000

    def get_queryset(self, request):
        """With all that the panel draws, and all that tells what would go out."""
        parts = ("organisation_links__organisation", "topics", "taskforces", "results", "document_links")
        links = super().get_queryset(request).select_related("event__type")
        newest = Coalesce("event__date_lower", "event__date_upper").desc(nulls_last=True)
        links = links.prefetch_related(*(f"event__{part}" for part in parts))
        return links.order_by(newest, "event__position", "event__sort_title")


class TaskforceWithEventsAdmin(TaskforceAdmin):
    """Taskforces at the desk, with the panel of their events."""

    inlines = (*TaskforceAdmin.inlines, EventsInline)

    def companions(self, item):
        """Its events that are not public yet, or not as they are now."""
        return item.events.unpublished().for_headings()

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form; publishing one of its events asks for the right to publish events."""
        if "_publish_event" in request.POST and not request.user.has_perm("timeline.publish_event"):
            raise PermissionDenied
        if "_add_event" in request.POST and not request.user.has_perm("timeline.add_event"):
            raise PermissionDenied
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request, form, formsets, change):
        """Save the rows; what they change elsewhere is touched. Publish the event whose button was pressed."""
        pressed = request.POST.get("_publish_event")
        with touching_events(form, formsets, pressed) as touched:
            super().save_related(request, form, formsets, change)
        self._log(request, touched)
        if pressed:
            self._publish_event(request, get_object_or_404(form.instance.events, pk=pressed))

    def _log(self, request, touched):
        for item in touched:
            self.log_change(request, item, gettext("Changed from the form of a taskforce."))

    def _publish_event(self, request, event):
        try:
            publish(event, by=request.user, again=False)
        except ValidationError as refusal:
            raise ValidationError([f"{event}: {sentence}" for sentence in refusal.messages]) from refusal
        self.say_published(request, [event])

    def _acted(self, request, item):
        here = self.address("change", item)
        if "_add_event" in request.POST:
            query = {"taskforces": item.pk, "next": f"{here}#events"}
            return HttpResponseRedirect(reverse("admin:timeline_event_add", query=query))
        if "_publish_event" in request.POST:
            return HttpResponseRedirect(f"{here}#events")
        return super()._acted(request, item)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form, where each event says what would go out with it."""
        panels = [each for each in context["inline_admin_formsets"] if each.opts.model is EventLink]
        events = [row.instance.event for panel in panels for row in panel.formset.initial_forms]
        changed = [event for event in events if event.state == event.State.CHANGED]
        bodies = latest_bodies(changed)
        for event in changed:
            event.unpublished_changes = changes(event, bodies[event.pk])
        context |= {
            "may_publish_events": request.user.has_perm("timeline.publish_event"),
            "may_add_events": request.user.has_perm("timeline.add_event"),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @transaction.atomic
    def delete_model(self, request, obj):
        """Delete a draft; events and taskforces that named it are changed by that."""
        with touching_what_names(obj, deleted=True) as touched:
            super().delete_model(request, obj)
        self._log(request, touched)


def touching_events(form, formsets, pressed):
    """Touch what a taskforce's form changes elsewhere; a form in which no row of that kind was typed asks nothing.

    The events that it attaches or publishes are locked too, before any row is written. `pressed` is one's key as sent.
    """
    rows = [formset for formset in formsets if formset.model in (EventLink, Result) and formset.has_changed()]
    links = [row for formset in rows if formset.model is EventLink for row in formset.forms if row.has_changed()]
    also = (event.pk for event in form.cleaned_data.get("also", ()))
    events = {*also, *(row.instance.event_id for row in links), pressed} - {None}
    return touching_what_names(form.instance, events=events) if rows or events else nullcontext(())
