"""The desk's view of reference rows: true for everyone as soon as saved, and kept as long as something names them."""

from django.contrib import admin
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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
        for relation in _incoming(queryset.model):
            named |= Q(Exists(_naming(relation, OuterRef("pk"))))
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


def uses(row):
    """What names a reference row, on the desk and in public; each item once, since both have one id."""
    found = [_owner(other, relation.field) for relation in _incoming(row) for other in _naming(relation, row)]
    return list({item.pk: item for item in found}.values())


def used_in_words(row, places):
    """A sentence for the one who wants to delete it: where it is used, and what to do first."""
    sentence = gettext("“%(name)s” is used in: %(places)s. Take it out there and publish, then delete it.")
    return sentence % {"name": row, "places": ", ".join(f"{place._meta.verbose_name} “{place}”" for place in places)}


def _incoming(model):
    """The relations by which other rows name one of this model, those of its links to many included."""
    return [field for field in model._meta.get_fields(include_hidden=True) if field.auto_created and field.one_to_many]


def _naming(relation, row):
    return relation.related_model._base_manager.filter(**{relation.field.name: row})


def _owner(row, named_by):
    """What a row belongs to: one that only links goes when its other end goes, and stands for that one."""
    for field in row._meta.concrete_fields:
        if field is not named_by and field.is_relation and field.remote_field.on_delete is models.CASCADE:
            return getattr(row, field.name)
    return row
