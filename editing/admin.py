"""What every list and form of the desk keeps: search without accents, boxes to choose from, no word lost."""

import re
from contextlib import suppress

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Prefetch
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from editing.autocomplete import DeskFields, FindableOne
from editing.concurrency import RaceSafeAdmin
from editing.conflicts import DeskForm
from editing.drawing.media import draw_media
from editing.filters import ShortFilters
from editing.kept_classes import KeptFormClass, KeptInlines
from editing.known_rows import for_choices, read_together
from editing.merge.admin import MergingAdmin
from editing.open_forms.admin import KeptForms
from editing.panels import Panel
from editing.read_only import ReadOnlyReason
from editing.search import FoldedSearch
from editing.unsaved import discard_messages
from editing.validated import ValidatedAdmin

# A fifth of all that a form loads.
PREPOPULATING = re.compile(r"/(xregexp|urlify|prepopulate)\b")


class DeskAdmin(
    ReadOnlyReason,
    KeptForms,
    MergingAdmin,
    ShortFilters,
    RaceSafeAdmin,
    FoldedSearch,
    DeskFields,
    ValidatedAdmin,
    KeptFormClass,
    KeptInlines,
    admin.ModelAdmin,
):
    """The admin of a model at the desk."""

    form = DeskForm
    list_per_page = 50

    @cached_property
    def media(self):
        """What Django's pages need, but for what fills in a field from others, where no field is filled in so."""
        media = super().media
        if self.prepopulated_fields:
            return media
        return forms.Media(css=media._css, js=[path for path in media._js if not PREPOPULATING.search(str(path))])

    def get_queryset(self, request):
        """The rows; that of a form with what it names."""
        rows = super().get_queryset(request)
        return self._with_named(rows) if getattr(request.resolver_match, "url_name", "").endswith("_change") else rows

    def _with_named(self, rows):
        fields = [self.opts.get_field(name) for name in self.autocomplete_fields]
        if ones := [field.name for field in fields if field.many_to_one]:
            rows = rows.select_related(*ones)
        several = {field.name: field.related_model._default_manager.all() for field in fields if field.many_to_many}
        return rows.prefetch_related(*(Prefetch(name, for_choices(named)) for name, named in several.items()))

    def get_object(self, request, object_id, from_field=None):
        """The row; while it is being saved nobody else can save it."""
        saves = request.method == "POST" and self.will_save(request)
        if saves and transaction.get_connection().in_atomic_block:
            with suppress(ValueError, ValidationError):  # it names no row
                rows = self.model._base_manager.filter(**{from_field or "pk": object_id})
                list(rows.select_for_update(no_key=True).values_list("pk"))
        return super().get_object(request, object_id, from_field)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form knows what was refused."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refused = getattr(request, "refused", {})
        return form

    def _create_formsets(self, request, obj, change):
        """The rows of a form; those that were checked before a refusal are shown again as they were."""
        if not hasattr(request, "formsets"):
            request.formsets = super()._create_formsets(request, obj, change)
        return request.formsets

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        """The rows of a form as they are drawn."""
        return [*map(Panel.of, super().get_inline_formsets(request, formsets, inline_instances, obj))]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form. What is refused changes nothing at all, and is told where it was typed.

        Then Django's view only draws: nothing is checked a second time.
        """
        view = super().changeform_view if self.will_save(request) else self._changeform_view
        try:
            return view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            request.refused = refusal.update_error_dict({})
        except IntegrityError:  # two people wrote the same thing at the same moment: the second is told
            request.refused = {None: [_("Somebody else saved something like this just now. Please save again.")]}
        discard_messages(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, **kwargs):
        """The form. The import map of the rich text editor is an inline script, let pass by this answer's nonce."""
        formsets = [panel.formset for panel in context["inline_admin_formsets"]]
        read_together([context["adminform"].form, *(row for formset in formsets for row in formset.filled_forms)])
        nonce, form = str(getattr(request, "csp_nonce", "")), context["adminform"].form
        media = context["media"]
        # The boxes are also for the languages of a paragraph.
        context["media"] = draw_media(form, formsets, lambda: media + FindableOne().media, nonce)
        return super().render_change_form(request, context, *args, **kwargs)
