"""What the list of what needs attention is narrowed by."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from dossier_site.attention.faults import FAULTS, MODELS, RANKS, may_see
from dossier_site.your_taskforces import keys_worked_on


class ChoicesFilter(admin.SimpleListFilter):
    """A filter whose first choice, without a parameter, has a name of its own."""

    first = _("All")

    def choices(self, changelist):
        """The first one by its name, then the others."""
        first, *others = super().choices(changelist)
        return [first | {"display": self.first}, *others]


class FaultFilter(ChoicesFilter):
    """Narrows the list to one fault."""

    title, parameter_name = _("what"), "fault"

    def lookups(self, request, model_admin):
        """Those that this person may see something of."""
        faults = [fault for fault in FAULTS.values() if may_see(request.user, fault.model, "view", "change")]
        return [(fault.name, fault.words) for fault in faults]

    def queryset(self, request, queryset):
        """Also by its rank: that has the index."""
        name = self.value()
        return queryset.filter(rank=RANKS[name], fault=name) if name in RANKS else queryset


class MineFilter(ChoicesFilter):
    """Narrows the list to what somebody worked on."""

    title, parameter_name, first = _("whose"), "whose", _("Everybody’s")

    def lookups(self, request, model_admin):
        """One's own."""
        return [("mine", _("What you worked on last"))]

    def queryset(self, request, queryset):
        """Of the rows that somebody saved last, and of the taskforces in which such events stand."""
        mine = self.value() == "mine"
        return queryset.filter(key__in=keys_worked_on(request.user, *MODELS)) if mine else queryset


class SaidFilter(ChoicesFilter):
    """Shows what is to be mended, or what somebody said to be right as it is."""

    title, parameter_name, first = _("answer"), "said", _("To be mended")

    def lookups(self, request, model_admin):
        """The other one."""
        return [("right", _("Right as it is"))]

    def queryset(self, request, queryset):
        """One of both, never together."""
        return queryset.said(right=self.value() == "right")
