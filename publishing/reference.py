"""The desk's view of reference rows: true for everyone as soon as saved, and kept as long as something names them."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from library.uses import incoming, naming, used_in_words, uses
from publishing.desk import DeskAdmin


class UseFilter(admin.SimpleListFilter):
    """Narrows a list of reference rows to those that something names, or that nothing does."""

    title = _("use")
    parameter_name = "used"

    def lookups(self, request, model_admin):
        """Both."""
        return [("yes", _("In use")), ("no", _("Not in use"))]

    def queryset(self, request, queryset):
        """Those that were chosen; all of them where nothing is."""
        named = Q()
        for relation in incoming(queryset.model):
            named |= Q(Exists(naming(relation, OuterRef("pk"))))
        return {"yes": queryset.filter(named), "no": queryset.exclude(named)}.get(self.value(), queryset)


class ReferenceAdmin(DeskAdmin):
    """Rows without a draft. Deleting one that is used is refused, and says where it is used."""

    date_hierarchy = "touched_at"
    change_form_template = "admin/publishing/reference_form.html"
    delete_confirmation_template = "admin/library/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/library/delete_selected_confirmation.html"

    def get_deleted_objects(self, objs, request):
        """Say in which taskforces and events each is used, also where Django would only take the link away."""
        deleted, counts, lacking, _protected = super().get_deleted_objects(objs, request)
        used = [(row, uses(row)) for row in objs]
        protected = [used_in_words(row, places) for row, places in used if places]
        # What is used is not deleted anyway: no need to say which rights that would take.
        return deleted, counts, lacking if not protected else set(), protected
