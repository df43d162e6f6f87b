"""Many items of a list are published: first what is new in each is shown, then it is done, with one note for all."""

from contextlib import suppress
from functools import partial

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from editing.submissions import done_once
from editing.unsaved import keeps_words, saved_or_shown
from publishing.desk.companions import MOST
from publishing.desk.forms import PublishableForm
from publishing.desk.publish_all import news, publish_all
from publishing.desk.standing import with_standing
from publishing.desk.unpublished import with_changes
from publishing.review import unapproved
from text.digest import digest


class PublishSelectedForm(forms.Form):
    """How the items are published. `seen` is what the editor had read of them when the button was pressed."""

    seen = forms.CharField(widget=forms.HiddenInput)
    note = PublishableForm.declared_fields["note"]
    minor = PublishableForm.declared_fields["minor"]


class PublishSelected:
    """Mixed into the admin of publishable items: publishes what is ticked in the list."""

    actions = ("publish_selected",)

    def get_urls(self):
        """The page that is sent to publish, before those of Django."""
        view = self.admin_site.admin_view(self.publish_selected_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_publish_selected"
        return [path("publish-selected/", view, name=name), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """The list; it is not read for the page of what is ticked to be published."""
        is_ticked = request.POST.get("select_across") == "1" or ACTION_CHECKBOX_NAME in request.POST
        if request.POST.get("action") == "publish_selected" and is_ticked and self.has_publish_permission(request):
            return self.publish_selected_view(request)
        return super().changelist_view(request, extra_context)

    @keeps_words
    def publish_selected_view(self, request):
        """What is ticked in the list."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        with suppress(IncorrectLookupParameters):  # told by the list
            if request.method == "POST" and (page := self.publish_selected(request, self._ticked(request))):
                return page
        return HttpResponseRedirect(self._page_address(request, "changelist"))

    def _ticked(self, request):
        if request.POST.get("select_across") == "1":
            rows = self.get_changelist_instance(request).queryset
        else:
            rows = self.get_queryset(request).filter(pk__in=request.POST.getlist(ACTION_CHECKBOX_NAME))
        return rows.changeable_by(request.user).for_headings()

    def publish_selected(self, request, queryset):
        """Show what is ticked and what is new in each; publish it once the editor has seen that."""
        items = list(queryset[: MOST + 1])
        if len(items) > MOST:
            text = gettext("Nothing was published: at most %(number)d at once. Choose fewer.")
            return self.message_user(request, text % {"number": MOST}, messages.ERROR)
        form = PublishSelectedForm(request.POST if "seen" in request.POST else None, initial={"seen": _seen(items)})
        show = partial(self._selected_page, request, items, form)
        if not form.is_valid():
            return show()
        return saved_or_shown(request, partial(self._publish_once, request, queryset, form), show)

    publish_selected.short_description = _("Publish what is selected…")
    publish_selected.allowed_permissions = ("publish",)

    def _publish_once(self, request, queryset, form):
        with transaction.atomic():
            return done_once(request, partial(self._publish, request, queryset, form))

    def _publish(self, request, queryset, form):
        """Publish what was seen; the page again where something is left, or was changed since."""
        items = sorted(queryset.all(), key=lambda item: item.pk)  # locked in this order everywhere
        edition = {name: form.cleaned_data[name] for name in ("note", "minor")}
        if form.cleaned_data["seen"] == _seen(items):
            left = publish_all(request, items, edition)
            items = list(queryset.filter(pk__in=left)) if left else []
        else:
            text = gettext("Nothing was published: somebody changed what you chose. Please look at it again.")
            self.message_user(request, text, messages.WARNING)
        again = PublishSelectedForm(initial=edition | {"seen": _seen(items)})
        if items:
            return self._selected_page(request, items, again)
        return HttpResponseRedirect(self._page_address(request, "changelist"))

    def _page_address(self, request, name):
        """A page of the list as it is narrowed."""
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}")
        return f"{address}?{request.GET.urlencode()}" if request.GET else address

    def _selected_page(self, request, items, form):
        """The page that says what would be published."""
        if hasattr(request, "not_saved"):
            self.message_user(request, request.not_saved, messages.ERROR)
        if items:
            self.model.schema.prefetch(*items)
        rows = [self._selected_row(request, item) for item in with_standing(with_changes(items))]
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Publish these?"),
            "opts": self.opts,
            "form": form,
            "rows": rows,
            "ready": [row for row in rows if not row[-1]],
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "address": self._page_address(request, "publish_selected"),
            "list_address": self._page_address(request, "changelist"),
        }
        self._say_missing(request, items)
        return TemplateResponse(request, "admin/publishing/publish_selected.html", context)

    def _selected_row(self, request, item):
        """An item, where its form is, what is new in it, and why it would not be published."""
        new, refusal = news(item)
        if settings.REVIEW_REQUIRED and not refusal:
            refusal = unapproved(item.review_step, item.desk_digest, request.user)
        return item, self.address("change", item), new, refusal

    def _say_missing(self, request, items):
        """Tell of rows that were ticked and are not there any more."""
        ticked = [] if request.POST.get("select_across") == "1" else request.POST.getlist(ACTION_CHECKBOX_NAME)
        if missing := len(set(ticked) - {str(item.pk) for item in items}):
            text = ngettext("%(number)d is not there any more.", "%(number)d are not there any more.", missing)
            self.message_user(request, text % {"number": missing}, messages.ERROR)


def _seen(items):
    """What an editor has in front of them, as one short text."""
    return digest(repr(sorted((str(item.pk), item.desk_digest, item.live_digest) for item in items)).encode())
