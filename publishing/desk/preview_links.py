"""Links to previews for people without an account, at the desk: made, copied, taken back."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.submissions import does_once
from publishing.desk.remarks import sent_row
from publishing.models import PreviewLink
from publishing.preview_links import MOST_DAYS, USUAL_DAYS, make_link, revoke

# So many links of an item are listed; older ones are over.
SHOWN = 200


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
    """Mixed into the admin of publishable items: the page of links to previews."""

    def get_urls(self):
        """The page of links, before those of Django."""
        return [self.own_path("preview_links", self.preview_links), *super().get_urls()]

    @does_once
    def preview_links(self, request, key):
        """All links to previews of an item, with a form for another one. For everybody who may change the item."""
        item = self.changeable(request, key)
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

    def _did(self, request, item, form):
        """Make the link that was asked for, or take one back. Whether anything was done."""
        if form.is_bound and form.is_valid():
            make_link(item, by=request.user, **form.cleaned_data)
            self.log_change(request, item, _("Made a link to a preview."))
            self.message_user(request, _("The link is made. Copy it from the list."), messages.SUCCESS)
            return True
        if form.is_bound:
            return False
        link = sent_row(request, "revoke", _links(item))
        if link and revoke(link):
            self.log_change(request, item, _("Took a link to a preview back."))
        self.message_user(request, _("The link shows nothing any more."), messages.SUCCESS)
        return True

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form, with the way to the links."""
        if obj:
            context["preview_links_address"] = self.address("preview_links", obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


def _links(item):
    return PreviewLink.objects.of(item)[:SHOWN]
