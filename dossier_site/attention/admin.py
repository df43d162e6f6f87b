"""The list of what needs attention: what was found, where it is mended, and who says that it is right as it is."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dossier_site.attention.faults import FAULTS, MODELS, may_see
from dossier_site.attention.filters import FaultFilter, MineFilter, SaidFilter
from dossier_site.attention.looking import COMMAND
from editing.admin import DeskAdmin
from editing.autocomplete import is_valid_key
from editing.models import Finding, LastRun
from editing.read_only import ReadOnlyAdmin
from editing.submissions import does_once
from publishing.models import Publishable


class FindingAdmin(ReadOnlyAdmin, DeskAdmin):
    """Nothing is written here: each is mended in its form, or said to be right as it is."""

    list_display = ("told", "found_at", "answer")
    list_display_links = None
    list_filter = (FaultFilter, MineFilter, SaidFilter)
    date_hierarchy = "found_at"
    sortable_by = ()
    actions = ("say_right", "ask_again")
    change_list_template = "admin/attention/list.html"

    def get_queryset(self, request):
        """What was found in rows that this person may see."""
        names = [model._meta.model_name for model in MODELS if may_see(request.user, model, "view", "change")]
        rows = super().get_queryset(request).defer("folded")
        return rows if len(names) == len(MODELS) else rows.filter(model__in=names)

    def has_view_permission(self, request, obj=None):
        """Whoever may see something in which faults are found."""
        return any(may_see(request.user, model, "view", "change") for model in MODELS)

    def has_module_permission(self, request):
        """Not in the index: the first page leads to it by a sentence for each fault."""
        return False

    @admin.display(description=_("what needs attention"))
    def told(self, finding):
        """What was found, with the way to the place where it is mended."""
        fault = FAULTS[finding.fault]
        context = {"finding": finding, "fault": fault, "detail": fault.told(finding.detail)}
        context |= {"address": fault.address(finding), "mend": fault.mend(finding) if fault.mend else ""}
        return render_to_string("admin/attention/_told.html", context)

    @admin.display(description=_("answer"))
    def answer(self, finding):
        """Who said that it is right, and when; the button to say so, or to take it back."""
        return render_to_string("admin/attention/_answer.html", {"finding": finding})

    @admin.action(description=_("These are right as they are"))
    def say_right(self, request, queryset):
        """Note that somebody looked, and nothing is to be mended."""
        self._told(request, _answerable(request, queryset).say_right(by=request.user))

    @admin.action(description=_("Ask about these again"))
    def ask_again(self, request, queryset):
        """Take that back."""
        _answerable(request, queryset).ask_again()

    def _told(self, request, number):
        sentence = ngettext(
            "%(number)d is noted to be right as it is, until the item changes.",
            "%(number)d are noted to be right as they are, until the items change.",
            number,
        )
        level = messages.SUCCESS if number else messages.WARNING
        self.message_user(request, sentence % {"number": number}, level)

    @does_once
    def changelist_view(self, request, extra_context=None):
        """The list, which says when everything was looked at last; and what the button of a row asks for."""
        for name, act in (("_right", self.say_right), ("_again", self.ask_again)):
            if key := request.POST.get(name, ""):
                act(request, self.get_queryset(request).filter(pk=key) if is_valid_key(Finding, key) else ())
                return HttpResponseRedirect(request.get_full_path())
        context = {"title": _("Needs attention"), "last_run": LastRun.last(COMMAND)}
        return super().changelist_view(request, context | (extra_context or {}))


def _answerable(request, queryset):
    """Those that lie in rows which this person may change."""
    found = list(queryset)
    models = [model for model in MODELS if may_see(request.user, model, "change")]
    keys = [key for model in models for key in _changeable(request.user, model, found)]
    return Finding.objects.filter(pk__in=[finding.pk for finding in found], key__in=keys)


def _changeable(user, model, found):
    """The keys among those of findings that are of rows of a model, and within the limits of somebody."""
    keys = [finding.key for finding in found if finding.model == model._meta.model_name]
    if not issubclass(model, Publishable):
        return keys
    return model.objects.changeable_by(user).filter(pk__in=keys).values_list("pk", flat=True)
