"""What readers follow, at the desk: how many, never who. An administrator may erase an address that asks for it."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from alerts.forms import AddressField
from alerts.models import Subject, Subscription
from audit import log as audit
from audit.models import Record
from editing.admin import DeskAdmin
from editing.read_only import ReadOnlyAdmin
from editing.submissions import does_once

PERMISSION = "alerts.delete_subscription"


@transaction.atomic
def erase(address, *, by):
    """Erase an address wherever it stands. Gives how often it did; the audit log does not name it."""
    number, _rows = Subscription.objects.filter(address=address).delete()
    if number:
        audit.note(Record.Kind.ERASED, by=by, what=gettext("e-mail address of a reader"))
    return number


class EraseForm(forms.Form):
    """The address that somebody wants to have erased."""

    address = AddressField(label=_("E-mail address"))


@admin.register(Subject)
class SubjectAdmin(ReadOnlyAdmin, DeskAdmin):
    """Subjects with their numbers: nothing is written here."""

    list_display = ("title", "kind", "confirmed", "waiting", "created_at")
    list_display_links = None
    list_filter = ("kind", "created_at")
    date_hierarchy = "created_at"
    change_list_template = "admin/alerts/subjects.html"
    actions = None

    def get_urls(self):
        """Erasing, before the pages of Django."""
        view = self.admin_site.admin_view(self.erase)
        return [path("erase/", view, name="alerts_subject_erase"), *super().get_urls()]

    def get_queryset(self, request):
        """With how many follow each."""
        is_confirmed = Q(subscriptions__confirmed_at__isnull=False)
        numbers = {
            "confirmed_number": Count("subscriptions", filter=is_confirmed),
            "waiting_number": Count("subscriptions", filter=~is_confirmed),
        }
        return super().get_queryset(request).annotate(**numbers)

    @admin.display(description=_("readers"), ordering="confirmed_number")
    def confirmed(self, subject):
        """How many get e-mail."""
        return subject.confirmed_number

    @admin.display(description=_("not confirmed yet"), ordering="waiting_number")
    def waiting(self, subject):
        """How many were asked to confirm."""
        return subject.waiting_number

    def changelist_view(self, request, extra_context=None):
        """The list, with the way to erase an address for those who may."""
        context = {"title": _("What readers follow by e-mail"), "may_erase": request.user.has_perm(PERMISSION)}
        return super().changelist_view(request, context | (extra_context or {}))

    @does_once
    def erase(self, request):
        """Ask for an address, and erase it everywhere."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        form = EraseForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            number = erase(form.cleaned_data["address"], by=request.user)
            text = ngettext("It was erased %(number)d time.", "It was erased %(number)d times.", number)
            self.message_user(request, text % {"number": number} if number else gettext("It is not kept here."))
            return HttpResponseRedirect(reverse("admin:alerts_subject_changelist"))
        context = {"title": _("Erase an address"), "opts": self.opts, "form": form}
        return TemplateResponse(request, "admin/alerts/erase.html", self.admin_site.each_context(request) | context)
