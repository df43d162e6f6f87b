"""By what the list of links that do not work is narrowed."""

from django.apps import apps
from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from upkeep.places import PLACES
from upkeep.visits import Failure


class OneOf(admin.SimpleListFilter):
    """Narrows by one value of a column."""

    column = ""

    def queryset(self, request, queryset):
        """Those with the chosen value; a word that is none finds nothing."""
        return queryset.filter(**{self.column: self.value()}) if self.value() else queryset


class FailureFilter(OneOf):
    """By what is wrong."""

    title, parameter_name, column = _("what is wrong"), "failure", "link__failure"

    def lookups(self, request, model_admin):
        """All that can be."""
        return [(failure.value, capfirst(failure.label)) for failure in Failure]


class KindFilter(OneOf):
    """By what the link stands in."""

    title, parameter_name, column = _("where"), "kind", "kind"

    def lookups(self, request, model_admin):
        """The kinds of items."""
        return [(place.kind, capfirst(apps.get_model(place.kind)._meta.verbose_name_plural)) for place in PLACES]


class AcceptedFilter(admin.SimpleListFilter):
    """Those that are told, or those of which somebody said that they are right as they are."""

    title, parameter_name = _("told"), "told"

    def lookups(self, request, model_admin):
        """The others; all are those that are told."""
        return [("no", _("Right as they are"))]

    def choices(self, changelist):
        """In words of their own: there is no list of both."""
        first, *others = super().choices(changelist)
        return [first | {"display": _("Do not work")}, *others]

    def queryset(self, request, queryset):
        """Those that were chosen."""
        return queryset.accepted() if self.value() == "no" else queryset.broken()
