"""Remarks from outside at the desk: above the form and at the fields that they are about, until they are done with."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from editing.submissions import does_once
from publishing.models import Remark
from publishing.remarks import field_with, settle

AT_FIELD = "admin/publishing/_remark_at_field.html"


class Remarks:
    """Mixed into the admin of publishable items."""

    def get_urls(self):
        """Where remarks are done with, before the pages of Django."""
        return [self.own_path("settle", self.settle_remark), *super().get_urls()]

    def changeable(self, request, key):
        """The item with this key. Raises PermissionDenied for who may not change it."""
        item = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        return item

    def accept(self, request, item, remark):
        """Put what a remark says on the desk, where that can be done without typing: what "all is still true" says."""

    @does_once
    def settle_remark(self, request, key):
        """Note that a remark is done with, or take it over; back to the form."""
        item = self.changeable(request, key)
        remarks = Remark.objects.open().on(item)
        if remark := sent_row(request, "accept", remarks):
            self.accept(request, item, remark)
        elif not (remark := sent_row(request, "remark", remarks)):
            return HttpResponseRedirect(self.address("change", item))
        settle(remark, by=request.user)
        self.log_change(request, item, _("Done with a remark from outside."))
        self.message_user(request, _("The remark is done with."), messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", item))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form, with what was remarked above it and at its fields."""
        if obj:
            context["settle_address"] = self.address("settle", obj)
            remarks = Remark.objects.open().on(obj) if getattr(obj, "has_remarks", True) else ()
            context["remarks"] = [_placed(context, obj, remark) for remark in remarks]
        return super().render_change_form(request, context, add, change, form_url, obj)


def sent_row(request, name, rows):
    """The row whose id was sent under this name; None where it is none of these (any more)."""
    return next((row for row in rows if str(row.pk) == request.POST.get(name)), None)


def _placed(context, item, remark):
    """A remark, the name of its field, and the id of the place where that is; it is told there, too."""
    name, number = field_with(item, remark.passage)
    place = _bound_field(context, name, number)
    if place is not None:
        place.help_text = format_html("{} {}", render_to_string(AT_FIELD, {"remark": remark}), place.help_text)
    label = next((item.schema.label(field) for field in item.schema.fields if field.name == name), "")
    return remark, label, place.id_for_label if place is not None else ""


def _bound_field(context, name, number):
    """The field of the form, or of a row of its inlines, by the name that the schema has for it; None for none."""
    form = context["adminform"].form
    if number is None:
        return form[name] if name in form.fields else None
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    rows = next((each.initial_forms for each in formsets if each.prefix == name), [])
    return rows[number]["text"] if number < len(rows) and "text" in rows[number].fields else None
