"""The panel of events in the taskforce's form. Neither room knows the other's form, so the frame joins them."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.forms import ModelForm
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.inlines import PartInline
from publishing.desk.unpublished import changes, latest_bodies
from publishing.editions import publish, touch
from taskforces.admin import TaskforceAdmin
from taskforces.models import Result, Taskforce
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
        return links.order_by(newest, "event__position", "event__title")


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
        """Save the rows and note it at the events that they change; publish the event whose button was pressed."""
        changed, pressed = changed_events(formsets), request.POST.get("_publish_event")
        published = {pressed, *(event.pk for event in form.cleaned_data.get("also", ()))}
        # Before any row is written: whoever saves one of these events at the same moment may write the same row.
        list(Event.objects.filter(pk__in=(changed | published) - {None}).locked())
        super().save_related(request, form, formsets, change)
        self._touch_events(request, changed)
        if pressed:
            self._publish_event(request, get_object_or_404(form.instance.events, pk=pressed))

    def _touch_events(self, request, keys):
        for event in Event.objects.filter(pk__in=keys).locked():
            touch(event)
            self.log_change(request, event, gettext("Changed from the form of a taskforce."))

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
        later = set(Taskforce.objects.filter(relations__other=obj).exclude(pk=obj.pk).values_list("pk", flat=True))
        list(Taskforce.objects.filter(pk__in=later).locked())
        events = set(Event.objects.filter(Q(taskforces=obj) | Q(results__taskforce=obj)).values_list("pk", flat=True))
        list(Event.objects.filter(pk__in=events).locked())
        super().delete_model(request, obj)
        self._touch_events(request, events)
        for taskforce in Taskforce.objects.filter(pk__in=later).locked():
            touch(taskforce)


def changed_events(formsets):
    """The keys of the events whose desk a taskforce's form changes: attached, detached, or showing a removed result."""
    rows = {formset.model: formset for formset in formsets}
    links = rows[EventLink].forms if EventLink in rows else ()
    removed = [row.instance.pk for row in rows[Result].deleted_forms] if Result in rows else ()
    shown = Event.objects.filter(results__in=removed).values_list("pk", flat=True)
    return {*shown, *(row.instance.event_id for row in links if row.has_changed())}
