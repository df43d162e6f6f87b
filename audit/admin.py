from django.contrib import admin

from audit.models import Record
from editing.admin import DeskAdmin
from editing.read_only import ReadOnlyAdmin


@admin.register(Record)
class RecordAdmin(ReadOnlyAdmin, DeskAdmin):
    """The audit log: read by administrators. The site writes it, and it goes when it was kept long enough."""

    list_display = ("at", "kind", "who", "what", "network")
    list_display_links = None
    sortable_by = ("at", "kind")  # the others are found by words
    list_filter = ("kind", "at")
    date_hierarchy = "at"
    actions = None
