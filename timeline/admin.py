"""Events at the desk, with the types and topics that they are sorted by."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editing.duplicates import DuplicatesAdmin
from editing.parts import FOLDED
from editing.reference import ReferenceAdmin, UseFilter
from publishing.desk.admin import PublishableAdmin
from publishing.desk.filters import ChoiceFilter
from publishing.desk.merging import MergingAdmin
from publishing.desk.unpublished import StateFilter, WayFilter
from text.dates import written
from timeline.copying import CopyingAdmin
from timeline.forms import EventForm
from timeline.inlines import Documents, Organisations
from timeline.listing import read_titles
from timeline.models import Event, EventType, Topic
from timeline.new_event import ADD_ANOTHER, NewEvent
from timeline.new_from import NewFrom
from timeline.recent_types import last_used_first


@admin.register(Event)
class EventAdmin(CopyingAdmin, NewFrom, NewEvent, PublishableAdmin):
    """Events at the desk."""

    form = EventForm
    change_list_template = "admin/timeline/event_list.html"
    list_display = ("__str__", "state_mark", "type", "written_date", "taskforce_titles", "touched_at")
    sortable_by = ("written_date", "touched_at")  # of a type, the newest are found by the filter
    list_filter = (StateFilter, WayFilter, *((name, ChoiceFilter) for name in ("type", "topics", "taskforces")), "mode")
    list_select_related = ("type",)
    list_prefetch = ("organisation_links__organisation", "taskforces")
    list_only = ("title", "date", "type__name", "touched_at", "desk_digest", "live_digest", "edition_number")
    date_hierarchy = "sort_day"  # one index narrows by it and puts in order
    autocomplete_fields = ("type", "topics", "taskforces", "results", "country", "picture")
    reference = Event.taskforces.through._meta.get_field("event")
    inlines = (Organisations, Documents)
    buttons = (*PublishableAdmin.buttons, ADD_ANOTHER)
    fieldsets = (
        (
            _("What happened, and when"),
            {
                "fields": ("title", "type", "date", "long_is_meant", "taskforces"),
                "description": _("The title and the date are what readers look for."),
            },
        ),
        (_("Full story"), {"fields": ("body",), "description": _("Readers open it with one click.")}),
        (
            _("Summary, topics and results"),
            {
                "fields": ("summary", "topics", "results"),
                "description": _("What lists say of it, and where it is evidence."),
                "classes": (FOLDED,),
            },
        ),
        (
            _("Where it took place"),
            {"fields": ("place", "country", "mode"), "description": _("For meetings."), "classes": (FOLDED,)},
        ),
        (
            _("Picture, video and link"),
            {
                "fields": (
                    "picture",
                    "video_address",
                    ("video_language", "video_subtitles"),
                    "link_address",
                    "link_label",
                ),
                "description": _("Nothing is loaded from another site before a reader asks for it."),
                "classes": (FOLDED,),
            },
        ),
        (
            _("Language, addresses and notes"),
            {
                "fields": ("language", "slug", "old_addresses", "position", "internal_note"),
                "description": _("A changed address keeps its old one for ever, once published."),
                "classes": (FOLDED,),
            },
        ),
    )

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """The field of references to several rows; results are looked for in the taskforces of the event."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "results":
            field.widget.attrs["data-limited-by"] = "taskforces"
        return field

    @admin.display(description=_("date"), ordering="sort_day")
    def written_date(self, event):
        """The date in words."""
        return written(event.date)

    @admin.display(description=_("taskforces"))
    def taskforce_titles(self, event):
        """The taskforces in whose timelines it stands."""
        return ", ".join(event.titles_of_taskforces)

    def read_for_list(self, items):
        """The titles of the taskforces, and what events without a title are known by."""
        read_titles(items)
        Event.read_names(items)


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

    def get_search_results(self, request, queryset, search_term):
        """In a box to choose from, before anything is typed, the types that this person used last stand first."""
        rows, may_repeat = super().get_search_results(request, queryset, search_term)
        is_box = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return last_used_first(rows, request.user) if is_box and not search_term else rows, may_repeat


@admin.register(Topic)
class TopicAdmin(LabelAdmin):
    """Topics at the desk."""

    fields = ("name", "other_names", "slug", "position")
