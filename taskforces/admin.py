"""Taskforces at the desk, with the organisations and countries that they name."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editing.admin import DeskAdmin
from editing.autocomplete import is_valid_key
from editing.duplicates import DuplicatesAdmin
from editing.filters import ChoiceFilter, MostUsedFilter
from editing.reference import ReferenceAdmin, UseFilter
from publishing.desk.admin import PublishableAdmin
from publishing.desk.unpublished import StateFilter
from taskforces.forms import OrganisationForm, ResultFormSet, TaskforceForm
from taskforces.inlines import Documents, Objectives, Relations, RequestingOrganisations, Results
from taskforces.models import Country, Objective, Organisation, Result, Taskforce, TaskforceRelation
from text.dates import written


class CountryNames:
    """Mixed into the admin of rows that have countries."""

    @admin.display(description=_("countries"))
    def country_names(self, row):
        """The countries of a row."""
        return ", ".join(map(str, row.countries.all()))


@admin.register(Taskforce)
class TaskforceAdmin(CountryNames, PublishableAdmin):
    """Taskforces at the desk."""

    form = TaskforceForm
    list_display = ("title", "state_mark", "status", "country_names", "written_start", "touched_at")
    list_filter = (StateFilter, "status", ("countries", ChoiceFilter))
    list_prefetch = ("countries",)
    date_hierarchy = "start_lower"
    autocomplete_fields = ("countries", "cover")
    reference = TaskforceRelation._meta.get_field("other")
    inlines = (RequestingOrganisations, Objectives, Results, Documents, Relations)
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
        return formsets, inlines

    def save_formset(self, request, form, formset, change):
        """Objectives are saved before results, so that the numbers of a result can be resolved."""
        super().save_formset(request, form, formset, change)
        if isinstance(formset, ResultFormSet):
            formset.answer()

    def get_deleted_objects(self, objs, request):
        """Its results go with a draft: they are never deleted alone, so the right to delete the draft is enough."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, lacking - {Result._meta.verbose_name}, protected

    @admin.display(description=_("start"), ordering="start_lower")
    def written_start(self, taskforce):
        """The start in words."""
        return written(taskforce.start)


@admin.register(Organisation)
class OrganisationAdmin(CountryNames, DuplicatesAdmin, ReferenceAdmin):
    """Organisations at the desk."""

    form = OrganisationForm

    list_display = ("name", "country_names", "kind", "website", "touched_at")
    list_filter = (UseFilter, ("countries", ChoiceFilter), ("kind", MostUsedFilter), "touched_at")
    autocomplete_fields = ("countries", "logo")
    fields = ("name", "other_names", "countries", "kind", "website", "logo")

    def get_queryset(self, request):
        """With the countries, which the list shows."""
        return super().get_queryset(request).prefetch_related("countries")


class ReadOnlyAdmin:
    """Rows that are changed elsewhere and only looked up here."""

    def has_add_permission(self, request):
        """Elsewhere."""
        return False

    def has_change_permission(self, request, obj=None):
        """Elsewhere."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Elsewhere."""
        return False


@admin.register(Country)
class CountryAdmin(ReadOnlyAdmin, DeskAdmin):
    """Countries, to look up. A migration fills them."""

    list_display = ("__str__", "code")
    list_filter = (UseFilter,)
    # A country has no date of its own; its taskforces have.
    date_hierarchy = "taskforce__start_lower"
    list_per_page = 300


@admin.register(Result)
class ResultAdmin(ReadOnlyAdmin, DeskAdmin):
    """Only where events look for the results that they show: results are edited in their taskforce."""

    list_display = ("__str__", "taskforce", "state", "written_date")
    list_filter = ("state", ("taskforce", ChoiceFilter))
    list_select_related = ("taskforce",)
    ordering = ("taskforce__sort_title", "position", "pk")
    date_hierarchy = "date_lower"

    def get_search_results(self, request, queryset, search_term):
        """The results that are found; in a form that names taskforces, theirs."""
        keys = [key for key in request.GET.getlist("taskforces") if is_valid_key(Taskforce, key)]
        rows = queryset.filter(taskforce__in=keys) if keys else queryset
        return super().get_search_results(request, rows, search_term)

    @admin.display(description=_("date"), ordering="date_lower")
    def written_date(self, result):
        """The date in words."""
        return written(result.date)

    def has_module_permission(self, request):
        """Not in the index."""
        return False
