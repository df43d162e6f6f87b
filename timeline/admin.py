"""Events at the desk, with the types and topics that they are sorted by."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editing.duplicates import DuplicatesAdmin
from editing.filters import ChoiceFilter
from editing.inlines import OrderedInline
from editing.reference import ReferenceAdmin, UseFilter
from publishing.desk.admin import PublishableAdmin
from publishing.desk.merging import MergingAdmin
from publishing.desk.unpublished import StateFilter
from text.dates import written
from timeline.copying import CopyingAdmin
from timeline.forms import EventForm
from timeline.models import Event, EventDocument, EventOrganisation, EventType, Topic
from timeline.ordering import desk_day


class Organisations(OrderedInline):
    """Who published or hosted it."""

    model = EventOrganisation
    description = _("Who published or hosted it.")
    autocomplete_fields = ("organisation",)
    fields = (("organisation", "shown_as"), "number")


class Documents(OrderedInline):
    """What can be read or asked for."""

    model = EventDocument
    description = _("From the library. A new document is brought in with the plus sign.")
    autocomplete_fields = ("document",)
    fields = ("document", "number")


@admin.register(Event)
class EventAdmin(CopyingAdmin, PublishableAdmin):
    """Events at the desk."""

    form = EventForm
    list_display = ("__str__", "state_mark", "type", "written_date", "taskforce_titles", "touched_at")
    list_filter = (StateFilter, *((name, ChoiceFilter) for name in ("type", "topics", "taskforces")), "mode")
    list_select_related = ("type",)
    list_prefetch = ("organisation_links__organisation", "taskforces")
    date_hierarchy = "date_lower"
    autocomplete_fields = ("type", "topics", "taskforces", "results", "country", "picture")
    reference = Event.taskforces.through._meta.get_field("event")
    inlines = (Organisations, Documents)
    fieldsets = (
        (
            _("What happened, and when"),
            {
                "fields": ("title", "type", "date", "long_is_meant", "summary", "language"),
                "description": _("The title and the date are what readers look for."),
            },
        ),
        (
            _("Where it stands"),
            {
                "fields": ("taskforces", "results", "topics"),
                "description": _("The timelines it appears in, once it is public."),
            },
        ),
        (_("Where it took place"), {"fields": ("place", "country", "mode"), "description": _("For meetings.")}),
        (_("Full story"), {"fields": ("body", "picture"), "description": _("Readers open it with one click.")}),
        (
            _("Video and link"),
            {
                "fields": ("video_address", ("video_language", "video_subtitles"), "link_address", "link_label"),
                "description": _("Nothing is loaded from another site before a reader asks for it."),
            },
        ),
        (
            _("Addresses and notes"),
            {
                "fields": ("slug", "old_addresses", "position", "internal_note"),
                "description": _("A changed address keeps its old one for ever, once published."),
            },
        ),
    )

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """The field of references to several rows; results are looked for in the taskforces of the event."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "results":
            field.widget.attrs["data-limited-by"] = "taskforces"
        return field

    def get_changeform_initial_data(self, request):
        """A new event has the type that is chosen for new events."""
        default = EventType.objects.filter(is_default=True).values_list("pk", flat=True).first()
        return {"type": default} | super().get_changeform_initial_data(request)

    @admin.display(description=_("date"), ordering=desk_day())
    def written_date(self, event):
        """The date in words."""
        return written(event.date)

    @admin.display(description=_("taskforces"))
    def taskforce_titles(self, event):
        """The taskforces in whose timelines it stands."""
        return ", ".join(map(str, event.taskforces.all()))


class LabelAdmin(MergingAdmin, DuplicatesAdmin, ReferenceAdmin):
    """Words that events are sorted by."""

    change_form_template = "admin/publishing/merging_form.html"

    list_display = ("name", "slug", "position", "touched_at")
    list_filter = (UseFilter, "touched_at")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(EventType)
class EventTypeAdmin(LabelAdmin):
    """Event types at the desk."""

    list_display = ("name", "icon", "is_default", "position", "touched_at")
    list_filter = (*LabelAdmin.list_filter, "icon")
    fields = ("name", "other_names", "slug", "icon", "is_default", "position")


@admin.register(Topic)
class TopicAdmin(LabelAdmin):
    """Topics at the desk."""

    fields = ("name", "other_names", "slug", "position")
