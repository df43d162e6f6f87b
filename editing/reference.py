"""The desk's view of reference rows: true for everyone as soon as saved, and kept as long as something names them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editing.admin import DeskAdmin
from editing.uses import ProtectedWhileUsed, is_used


class UseFilter(admin.SimpleListFilter):
    """Narrows a list of reference rows to those that something names, or that nothing does."""

    title = _("use")
    parameter_name = "used"

    def lookups(self, request, model_admin):
        """Both."""
        return [("yes", _("In use")), ("no", _("Not in use"))]

    def queryset(self, request, queryset):
        """Those that were chosen; all of them where nothing is."""
        used = is_used(queryset.model)
        return {"yes": queryset.filter(used), "no": queryset.exclude(used)}.get(self.value(), queryset)


class ReferenceAdmin(ProtectedWhileUsed, DeskAdmin):
    """Rows without a draft, kept as long as something names them."""

    date_hierarchy = "touched_at"
    change_form_template = "admin/editing/reference_form.html"
