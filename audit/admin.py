from django.contrib import admin

from audit.models import Record
from editing.admin import DeskAdmin


@admin.register(Record)
class RecordAdmin(DeskAdmin):
    """The audit log: read by administrators, written by nobody here."""

    list_display = ("at", "kind", "who", "what", "network")
    list_display_links = None
    list_filter = ("kind", "at")
    date_hierarchy = "at"
    actions = None

    def has_add_permission(self, request):
        """The site writes it."""
        return False

    def has_change_permission(self, request, obj=None):
        """The database would refuse it."""
        return False

    def has_delete_permission(self, request, obj=None):
        """It goes when it was kept long enough."""
        return False
