"""Many items of a list are published: first what is new in each is shown, then it is done, with one note for all."""

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from editing.concurrency import check_constraints, race_errors
from publishing.desk.companions import MOST
from publishing.desk.forms import PublishableForm
from publishing.desk.unpublished import with_changes
from publishing.editions import publish
from text.digest import digest


class PublishSelectedForm(forms.Form):
    """How the items are published. `seen` is what the editor had read of them when the button was pressed."""

    seen = forms.CharField(widget=forms.HiddenInput)
    note = PublishableForm.declared_fields["note"]
    minor = PublishableForm.declared_fields["minor"]


class PublishSelected:
    """Mixed into the admin of publishable items: publishes what is ticked in the list."""

    actions = ("publish_selected",)

    def publish_selected(self, request, queryset):
        """Show what is ticked and what is new in each; publish it once the editor has seen that."""
        items = sorted(queryset[: MOST + 1], key=lambda item: item.pk)  # locked in this order everywhere
        if len(items) > MOST:
            text = gettext("Nothing was published: at most %(number)d at once. Choose fewer.")
            return self.message_user(request, text % {"number": MOST}, messages.ERROR)
        form = PublishSelectedForm(request.POST if "seen" in request.POST else None, initial={"seen": _seen(items)})
        if not form.is_valid():
            return self._selected_page(request, items, form)
        edition = {name: form.cleaned_data[name] for name in ("note", "minor")}
        if form.cleaned_data["seen"] == _seen(items):
            left = self._publish_all(request, items, edition)
            items = list(queryset.filter(pk__in=left)) if left else []
        else:
            text = gettext("Nothing was published: somebody changed what you chose. Please look at it again.")
            self.message_user(request, text, messages.WARNING)
        again = PublishSelectedForm(initial=edition | {"seen": _seen(items)})
        return self._selected_page(request, items, again) if items else None

    publish_selected.short_description = _("Publish what is selected…")
    publish_selected.allowed_permissions = ("publish",)

    def _selected_page(self, request, items, form):
        """The page that says what would be published."""
        rows = [(item, self.address("change", item), *_news(item)) for item in with_changes(items)]
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Publish these?"),
            "opts": self.opts,
            "form": form,
            "rows": rows,
            "ready": [row for row in rows if not row[-1]],
            "checkbox_name": ACTION_CHECKBOX_NAME,
        }
        self._say_missing(request, items)
        return TemplateResponse(request, "admin/publishing/publish_selected.html", context)

    def _publish_all(self, request, items, edition):
        """Publish each; what cannot be published is told one by one. Gives the keys of what may succeed in a moment."""
        published, unchanged, left = 0, 0, []
        for item in items:
            is_ready = not _news(item)[1]
            try:
                with race_errors(), transaction.atomic():  # bringing back what was withdrawn is a decision of its own
                    new = publish(item, by=request.user, again=False, **edition)
                    check_constraints()
            except ValidationError as refusal:
                text = gettext("“%(item)s” was not published: %(why)s")
                self.message_user(request, text % {"item": item, "why": " ".join(refusal.messages)}, messages.ERROR)
                left += [item.pk] if is_ready else []
            else:
                published, unchanged = published + bool(new), unchanged + (not new)
        self._say_how_many(request, published, unchanged)
        return left

    def _say_how_many(self, request, published, unchanged):
        if published:
            text = ngettext("%(number)d was published.", "%(number)d were published.", published)
            self.message_user(request, text % {"number": published}, messages.SUCCESS)
        if unchanged:
            text = ngettext("%(number)d had nothing new.", "%(number)d had nothing new.", unchanged)
            self.message_user(request, text % {"number": unchanged}, messages.INFO)

    def _say_missing(self, request, items):
        """Tell of rows that were ticked and are not there any more."""
        ticked = [] if request.POST.get("select_across") == "1" else request.POST.getlist(ACTION_CHECKBOX_NAME)
        if missing := len(set(ticked) - {str(item.pk) for item in items}):
            text = ngettext("%(number)d is not there any more.", "%(number)d are not there any more.", missing)
            self.message_user(request, text % {"number": missing}, messages.ERROR)


def _seen(items):
    """What an editor has in front of them, as one short text."""
    return digest(repr(sorted((str(item.pk), item.desk_digest, item.live_digest) for item in items)).encode())


def _news(item):
    """What publishing an item would let readers see, in words; and why it would not be published, or ""."""
    if item.state == item.State.WITHDRAWN:
        return "", gettext("It is withdrawn. Open it to publish it again.")
    if item.state == item.State.PUBLISHED:
        return "", gettext("Readers have all of this already.")
    refusals = " ".join(map(str, item.own_refusals().values()))
    return ", ".join(getattr(item, "unpublished_changes", ())) or gettext(
        "all of it: readers do not have it yet"
    ), refusals
