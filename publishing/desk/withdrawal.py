"""How an item is taken from the public, with what belongs to it; and how what was said then is corrected."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.autocomplete import AutocompleteOne
from editing.concurrency import race_errors
from editing.submissions import done_once
from editing.unsaved import keeps_words, saved_or_shown
from publishing.desk.withdraw_form import WithdrawForm
from publishing.editions import correct_withdrawal, withdraw
from publishing.models import Edition
from publishing.roles import is_limited


class Withdrawal:
    """Mixed into the admin of publishable items: the page on which one is withdrawn, or its withdrawal corrected."""

    # A reference of some model to items of this kind: through it what replaces one is found by typing.
    reference = None

    def get_urls(self):
        """The page of withdrawing, before those of Django."""
        return [self.own_path("withdraw", self.withdraw), *super().get_urls()]

    def has_withdraw_permission(self, request, obj=None):
        """Whether this person may withdraw items of this kind."""
        return self.may(request, self.model, "withdraw")

    def belongings(self, item):
        """What of another kind stays public when the item is withdrawn: Belongings, or None."""
        return None

    @keeps_words
    def withdraw(self, request, key):
        """Ask why, then take an item from the public; or ask what was wrong about why."""
        if not self.has_withdraw_permission(request):
            raise PermissionDenied
        show = partial(self._withdraw_view, request, key)
        return saved_or_shown(request, partial(self._withdraw_once, request, show), show)

    def _withdraw_once(self, request, view):
        if request.method != "POST":
            return view()
        with transaction.atomic():
            return done_once(request, view)

    def _withdraw_view(self, request, key):
        item = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.has_withdraw_permission(request, item):
            raise PermissionDenied
        asked = request.POST.get("act") == "correct"
        correcting = asked if request.method == "POST" else item.state == item.State.WITHDRAWN
        if not correcting and not item.live_digest:
            self.message_user(request, gettext("“%(item)s” is not public.") % {"item": item}, messages.WARNING)
            return HttpResponseRedirect(self.address("change", item))
        belongings = None if correcting else self.belongings(item)
        box = self.reference and AutocompleteOne(self.reference, self.admin_site)
        form = WithdrawForm(item, request.POST or None, belongings=self._offered(request, belongings), box=box)
        if hasattr(request, "not_saved"):
            form.add_error(None, request.not_saved)
        elif request.method == "POST" and form.is_valid() and self._done(request, item, form, correcting):
            return HttpResponseRedirect(self.address("change", item))
        return self._page(request, item, form=form, correcting=correcting, belongings=belongings)

    def _offered(self, request, belongings):
        """The belongings that this person may withdraw in the same act; None where there are none.

        A taskforce may hold events that lie outside the limits of who may withdraw it.
        """
        if not belongings or is_limited(request.user) or not self.may(request, belongings.queryset.model, "withdraw"):
            return None
        return belongings

    def _done(self, request, item, form, correcting):
        """Withdraw, or correct, all of it or nothing. Says whether that went well; if not, the form tells why."""
        try:
            with race_errors(), transaction.atomic():
                message = self._correct(request, item, form) if correcting else self._withdraw(request, item, form)
        except ValidationError as refusal:  # somebody else was faster
            form.add_error(None, refusal)
            return False
        self.message_user(request, message, messages.SUCCESS)
        return True

    def _withdraw(self, request, item, form):
        """Withdraw the item and what was ticked with it. Gives what is told about it."""
        edition = {name: form.cleaned_data[name] for name in ("reason", "note", "replacement")}
        also = sorted(form.cleaned_data.get("also", ()), key=lambda each: each.pk)  # locked in this order everywhere
        withdraw(item, by=request.user, **edition)
        for other in also:
            self._withdraw_with(request, other, edition)
        for each in (item, *also):
            self.log_change(request, each, gettext("Withdrawn."))
        return _("Withdrawn: %(items)s.") % {"items": ", ".join(f"“{each}”" for each in (item, *also))}

    def _withdraw_with(self, request, other, edition):
        """Withdraw what belongs to an item for the same reason; what replaces that does not replace this."""
        reason = Edition.Reason.NOT_KEPT if edition["replacement"] else edition["reason"]
        try:
            withdraw(other, by=request.user, reason=reason, note=edition["note"])
        except ValidationError as refusal:
            raise ValidationError([f"{other}: {sentence}" for sentence in refusal.messages]) from refusal

    def _correct(self, request, item, form):
        edition = {name: form.cleaned_data[name] for name in ("reason", "note", "replacement")}
        if not correct_withdrawal(item, by=request.user, **edition):
            return gettext("Nothing was changed: it says so already.")
        self.log_change(request, item, gettext("Withdrawal corrected."))
        return gettext("The withdrawal of “%(item)s” is corrected.") % {"item": item}

    def _page(self, request, item, **context):
        title = _("Correct the withdrawal") if context["correcting"] else _("Withdraw this %(kind)s?")
        context |= {
            **self.admin_site.each_context(request),
            "title": title % {"kind": self.opts.verbose_name},
            "subtitle": str(item),
            "item": item,
            "opts": self.opts,
            "form_address": self.address("change", item),
        }
        return TemplateResponse(request, "admin/publishing/withdraw.html", context)
