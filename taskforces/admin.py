"""Taskforces at the desk. The rows that they name are in `reference_admin`, which is read with this."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editing.parts import FOLDED
from publishing.desk.admin import PublishableAdmin
from publishing.desk.filters import ChoiceFilter
from publishing.desk.unpublished import StateFilter, WayFilter
from publishing.history import keep_state
from publishing.models import Remark
from publishing.touch import touch_and_read
from taskforces.forms import ResultFormSet, TaskforceForm
from taskforces.inlines import Documents, Objectives, Relations, RequestingOrganisations, Results, Sources
from taskforces.models import Objective, Result, Source, Taskforce, TaskforceRelation
from taskforces.reference_admin import CountryNames
from text.dates import written


@admin.register(Taskforce)
class TaskforceAdmin(CountryNames, PublishableAdmin):
    """Taskforces at the desk."""

    form = TaskforceForm
    list_display = ("title", "state_mark", "status", "country_names", "written_start", "touched_at")
    sortable_by = ("title", "written_start", "touched_at")  # those of a status are found by the filter
    list_filter = (StateFilter, WayFilter, "status", ("countries", ChoiceFilter))
    list_prefetch = ("countries",)
    list_only = ("title", "status", "start", "touched_at", "desk_digest", "live_digest", "edition_number")
    date_hierarchy = "start_lower"
    autocomplete_fields = ("countries", "cover")
    reference = TaskforceRelation._meta.get_field("other")
    inlines = (RequestingOrganisations, Objectives, Results, Sources, Documents, Relations)
    fieldsets = (
        (
            _("What readers see first"),
            {
                "fields": ("title", "summary", "cover", "language"),
                "description": _("Lists show the title and the summary."),
            },
        ),
        (
            _("Where, when and how it stands"),
            {
                "fields": ("countries", "region", ("start", "end"), "range_is_meant", "status"),
                "description": _("Leave empty what nobody knows: the page then says nothing about it."),
            },
        ),
        (_("Story"), {"fields": ("background",), "description": _("Why it began and what it does.")}),
        (
            _("Still true?"),
            {
                "fields": (("confirmed_on", "confirmed_by"),),
                "description": _("Who checked the dossier last. Readers see it."),
            },
        ),
        (
            _("What others call it"),
            {
                "fields": ("wikidata", "cordis"),
                "description": _("So programs know that it is the same undertaking in other collections, too."),
                "classes": (FOLDED,),
            },
        ),
        (
            _("Addresses and notes"),
            {
                "fields": ("slug", "old_addresses", "internal_note"),
                "description": _("A changed address keeps its old one for ever, once published."),
            },
        ),
    )

    def _create_formsets(self, request, obj, change):
        formsets, inlines = super()._create_formsets(request, obj, change)
        by_model = {formset.model: formset for formset in formsets}
        if Result in by_model:
            by_model[Result].objectives = by_model.get(Objective)
        if Source in by_model:
            by_model[Source].parts = [by_model[model] for model in (Objective, Result) if model in by_model]
        return formsets, inlines

    def save_formset(self, request, form, formset, change):
        """Objectives are saved before results, so that the numbers of a result can be resolved."""
        super().save_formset(request, form, formset, change)
        if isinstance(formset, ResultFormSet):
            formset.answer()

    def accept(self, request, item, remark):
        """Note on which day the dossier was confirmed, and by whom. Readers have it once it is published."""
        if remark.act == Remark.Act.CONFIRM:
            item.confirmed_on, item.confirmed_by = timezone.localdate(remark.said_at), remark.name[:150]
            keep_state(item, touch_and_read(item), by=request.user)

    def get_deleted_objects(self, objs, request):
        """Its results go with a draft: they are never deleted alone, so the right to delete the draft is enough."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, lacking - {Result._meta.verbose_name}, protected

    @admin.display(description=_("start"), ordering="start_lower")
    def written_start(self, taskforce):
        """The start in words."""
        return written(taskforce.start)
