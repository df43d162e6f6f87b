"""Links to previews for people without an account, at the desk: made, copied, taken back; and what was remarked."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.submissions import does_once
from publishing.models import PreviewLink, Remark
from publishing.preview_links import MOST_DAYS, USUAL_DAYS, field_with, make_link, revoke, settle

# So many links of an item are listed; older ones are over.
SHOWN = 200
AT_FIELD = "admin/publishing/_remark_at_field.html"


class PreviewLinkForm(forms.ModelForm):
    """For whom a link is, and how long it is good."""

    days = forms.IntegerField(
        label=gettext_lazy("Good for so many days"), min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS
    )

    class Meta:
        model = PreviewLink
        fields = ("meant_for",)
        labels = {"meant_for": gettext_lazy("For whom?")}
        help_texts = {"meant_for": gettext_lazy("A name or an organisation, for your colleagues. Never published.")}


class PreviewLinks:
    """Mixed into the admin of publishable items: the page of links to previews, and remarks at their fields."""

    def get_urls(self):
        """The pages of links and remarks, before those of Django."""
        pages = [self.own_path("preview_links", self.preview_links), self.own_path("settle", self.settle_remark)]
        return [*pages, *super().get_urls()]

    @does_once
    def preview_links(self, request, key):
        """All links to previews of an item, with a form for another one. For everybody who may change the item."""
        item = self._changeable(request, key)
        form = PreviewLinkForm(request.POST if "make" in request.POST else None)
        if request.method == "POST" and self._did(request, item, form):
            return HttpResponseRedirect(self.address("preview_links", item))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Show it to somebody without an account"),
            "subtitle": str(item),
            "opts": self.opts,
            "form": form,
            "form_address": self.address("change", item),
            "links": [(link, request.build_absolute_uri(link.get_absolute_url())) for link in _links(item)],
        }
        return TemplateResponse(request, "admin/publishing/preview_links.html", context)

    def _changeable(self, request, key):
        item = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        return item

    def _did(self, request, item, form):
        """Make the link that was asked for, or take one back. Whether anything was done."""
        if form.is_bound and form.is_valid():
            make_link(item, by=request.user, **form.cleaned_data)
            self.log_change(request, item, _("Made a link to a preview."))
            self.message_user(request, _("The link is made. Copy it from the list."), messages.SUCCESS)
            return True
        if form.is_bound:
            return False
        link = _sent(request, "revoke", _links(item))
        if link and revoke(link):
            self.log_change(request, item, _("Took a link to a preview back."))
        self.message_user(request, _("The link shows nothing any more."), messages.SUCCESS)
        return True

    @does_once
    def settle_remark(self, request, key):
        """Note that a remark is done with; back to the form."""
        item = self._changeable(request, key)
        if remark := _sent(request, "remark", Remark.objects.open_on(item)):
            settle(remark, by=request.user)
            self.message_user(request, _("The remark is done with."), messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", item))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form, with what was remarked above it and at its fields."""
        if obj:
            context["preview_links_address"] = self.address("preview_links", obj)
            context["settle_address"] = self.address("settle", obj)
            context["remarks"] = [_placed(context, obj, remark) for remark in Remark.objects.open_on(obj)]
        return super().render_change_form(request, context, add, change, form_url, obj)


def _links(item):
    return PreviewLink.objects.of(item)[:SHOWN]


def _sent(request, name, rows):
    """The row whose id was sent under this name; None where it is none of these (any more)."""
    return next((row for row in rows if str(row.pk) == request.POST.get(name)), None)


def _placed(context, item, remark):
    """A remark, the name of its field, and the id of the place where that is; it is told there, too."""
    name, number = field_with(item, remark.passage)
    name = name or remark.field
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
