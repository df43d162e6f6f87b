"""What taskforces name, at the desk: organisations, and countries and results to look up."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editing.admin import DeskAdmin
from editing.autocomplete import is_valid_key
from editing.duplicates import DuplicatesAdmin
from editing.filters import ChoiceFilter, MostUsedFilter
from editing.parts import FOLDED
from editing.read_only import ReadOnlyAdmin
from editing.reference import ReferenceAdmin, UseFilter
from publishing.desk.merging import MergingAdmin
from taskforces.forms import OrganisationForm
from taskforces.models import Country, Organisation, Region, Result, Taskforce
from text.dates import written


class CountryNames:
    """Mixed into the admin of rows that have countries."""

    @admin.display(description=_("countries"))
    def country_names(self, row):
        """The countries of a row."""
        return ", ".join(map(str, row.countries.all()))


@admin.register(Organisation)
class OrganisationAdmin(CountryNames, MergingAdmin, DuplicatesAdmin, ReferenceAdmin):
    """Organisations at the desk."""

    form = OrganisationForm
    change_form_template = "admin/publishing/merging_form.html"

    list_display = ("name", "country_names", "kind", "website", "touched_at")
    list_filter = (UseFilter, ("countries", ChoiceFilter), ("kind", MostUsedFilter), "touched_at")
    autocomplete_fields = ("countries", "logo")
    fieldsets = (
        (None, {"fields": ("name", "other_names", "countries", "kind", "website", "logo", "contact_email")}),
        (
            _("What others call it"),
            {
                "fields": ("ror", "wikidata"),
                "description": _("So programs know that it is the same organisation in other collections, too."),
                "classes": (FOLDED,),
            },
        ),
    )

    def get_queryset(self, request):
        """With the countries, which the list shows."""
        return super().get_queryset(request).prefetch_related("countries")


@admin.register(Country)
class CountryAdmin(ReadOnlyAdmin, DeskAdmin):
    """Countries, to look up. A migration fills them."""

    list_display = ("__str__", "code")
    list_filter = (UseFilter,)
    # A country has no date of its own; its taskforces have.
    date_hierarchy = "taskforce__start_lower"
    list_per_page = 300


@admin.register(Region)
class RegionAdmin(ReferenceAdmin):
    """What regions are called in other languages."""

    list_display = ("name", "other_names", "touched_at")
    list_filter = ("touched_at",)
    fields = ("name", "other_names")


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
