"""The panel of events in the taskforce's form. Neither room knows the other's form, so the frame joins them."""

from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _

from editing.inlines import PartInline
from timeline.models import Event
from timeline.ordering import desk_order

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
        links = links.prefetch_related(*(f"event__{lookup}" for lookup in parts))
        return links.order_by(*desk_order("event__"))
