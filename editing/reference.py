"""The desk's view of reference rows: true for everyone as soon as saved, and kept as long as something names them."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from editing.admin import DeskAdmin
from editing.uses import ProtectedWhileUsed, incoming, naming


class UseFilter(admin.SimpleListFilter):
    """Narrows a list of reference rows to those that something names, or that nothing does."""

    title = _("use")
    parameter_name = "used"

    def lookups(self, request, model_admin):
        """Both."""
        return [("yes", _("In use")), ("no", _("Not in use"))]

    def queryset(self, request, queryset):
        """Those that were chosen; all of them where nothing is."""
        is_used = Q()
        for relation in incoming(queryset.model):
            is_used |= Q(Exists(naming(relation, OuterRef("pk"))))
        return {"yes": queryset.filter(is_used), "no": queryset.exclude(is_used)}.get(self.value(), queryset)


class ReferenceAdmin(ProtectedWhileUsed, DeskAdmin):
    """Rows without a draft, kept as long as something names them."""

    date_hierarchy = "touched_at"
    change_form_template = "admin/editing/reference_form.html"
