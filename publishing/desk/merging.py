"""The page on which one reference row is merged into another that is the same thing, or that is undone."""

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from editing.autocomplete import AutocompleteOne, ChoiceOne
from editing.concurrency import race_errors
from editing.submissions import does_once
from publishing.merged_links import items_naming
from publishing.merging import merge, unmerge
from publishing.models import Publishable

# At so many of the items that a merge changes it is noted who did it.
NOTED = 1000
# So many of the items that a merge changes are named.
SHOWN = 20


class MergingAdmin:
    """Mixed into the admin of rows that people know by a name."""

    def get_urls(self):
        """The page of merging, before those of Django."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<uuid:key>/merge/", view, name=name), *super().get_urls()]

    def get_queryset(self, request):
        """The rows; lists and boxes to choose from leave out those that were merged into others."""
        rows = super().get_queryset(request)
        name = getattr(request.resolver_match, "url_name", "")
        return rows.standing() if name.endswith(("_changelist", "autocomplete")) else rows

    def has_change_permission(self, request, obj=None):
        """What was merged into another one is not changed any more."""
        return super().has_change_permission(request, obj) and not getattr(obj, "merged_into_id", None)

    def has_delete_permission(self, request, obj=None):
        """Nor deleted: the record still leads to it."""
        return super().has_delete_permission(request, obj) and not getattr(obj, "merged_into_id", None)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form, with the way to the page of merging."""
        context["merge_address"] = self._address("merge", obj) if obj and self.has_change_permission(request) else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    @does_once
    def merge_view(self, request, key):
        """Ask into which other one, show what will change, and do it; or undo it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        row = get_object_or_404(self.get_queryset(request), pk=key)
        form = MergeForm(row, self.admin_site, request.POST or request.GET or None)
        acts = {"merge": self._merge, "undo": self._undo}
        act = acts.get(request.POST.get("act"))
        if act and (act == self._undo or form.is_valid()) and self._done(request, act, row, form):
            return HttpResponseRedirect(self._address("change", row.merged_into if row.merged_into_id else row))
        return self._page(request, row, form)

    def _done(self, request, act, row, form):
        """Whether it went well; if not, the form says why."""
        try:
            with race_errors():
                act(request, row, form)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return False
        finally:
            row.refresh_from_db()
        return True

    def _merge(self, request, row, form):
        into = form.cleaned_data["into"]
        items = merge(row, into)
        self._log(request, _("Merged “%(row)s” into “%(into)s”.") % {"row": row, "into": into}, [row, into], items)

    def _undo(self, request, row, form):
        into = row.merged_into
        items = unmerge(row)
        text = _("“%(row)s” is not merged into “%(into)s” any more.") % {"row": row, "into": into or "?"}
        self._log(request, text, [row, *([into] if into else [])], items)

    def _log(self, request, sentence, rows, named):
        """Tell it, and note it at what was changed: whoever has one open will read who did it."""
        for _kind, _number, items in (("", 0, rows), *_items(named, NOTED)):
            LogEntry.objects.log_actions(request.user.pk, items, CHANGE, sentence)
        self.message_user(request, sentence, messages.SUCCESS)

    def _address(self, name, row):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=[row.pk])

    def _page(self, request, row, form):
        into = form.cleaned_data.get("into") if form.is_bound and form.is_valid() else None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge this %(kind)s into another") % {"kind": self.opts.verbose_name},
            "subtitle": str(row),
            "row": row,
            "into": into,
            "changes": _items(items_naming(row), SHOWN) if into else [],
            "opts": self.opts,
            "form": form,
            "form_address": self._address("change", row),
        }
        return TemplateResponse(request, "admin/publishing/merge.html", context)


class MergeForm(forms.Form):
    """Which one stays."""

    into = ChoiceOne(None, label="")

    def __init__(self, row, admin_site, data):
        super().__init__(data if data and "into" in data else None, use_required_attribute=False)
        self.fields["into"].label = _("The one that stays")
        self.fields["into"].widget = AutocompleteOne(type(row)._meta.get_field("merged_into"), admin_site)
        self.fields["into"].queryset = type(row).objects.for_choices().standing().exclude(pk=row.pk)


def _items(named, most):
    """Items by kind: [(what such items are called, how many, some of them)]."""
    found = []
    for desk in Publishable.kinds():
        keys = sorted(key for kind, key in named if kind == desk.kind)
        if keys:
            some = list(desk.objects.filter(pk__in=keys[:most]).for_headings())
            found.append((desk._meta.verbose_name_plural, len(keys), some))
    return found
