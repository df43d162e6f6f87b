"""Previews for people without an account: the pages under a link that staff gave them, and their remarks.

Neither room of items knows the other, so the frame draws a taskforce with its events.
"""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dossiers.errors import page
from publishing.models import Remark
from publishing.preview import Guest, preview
from publishing.preview_links import link_with
from publishing.read_only import read_only
from publishing.remarks import leave_remark
from text.clean_fields import WordsFormField

SPOKEN = "thanks"


class RemarkForm(forms.ModelForm):
    """What a guest has to say."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["text"].required = True

    class Meta:
        model = Remark
        fields = ("text", "passage", "name")
        field_classes = {"text": WordsFormField}
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "passage": forms.Textarea(attrs={"rows": 2})}


# Whoever has the link may speak: readers have no cookie against which a form could be checked.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def preview_link(request, token, key=None):
    """The page of an item as the desk has it now, or of one of the events that are shown with it."""
    link, item = link_with(token)
    if item is None:
        return page(request, 410, is_preview=True)
    companions = _companions(item)
    shown = item if key is None else next((each for each in companions if each.pk == key), None)
    if shown is None:
        raise Http404
    also = companions if shown is item else []
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and _kept(link, form, [shown, *also]):
        return HttpResponseRedirect(f"{_address(token, key)}?{SPOKEN}=1#preview")
    return _drawn(request, shown, also, Guest(link, form, SPOKEN in request.GET))


def _companions(item):
    """What is not public yet and is shown with an item: that which can be published."""
    companions = admin.site.get_model_admin(type(item)).companions(item)
    return [each for each in companions if not each.refusals()] if companions is not None else []


def _kept(link, form, items):
    """Keep a remark. Whether that went well; if not, the form tells why."""
    if not form.is_valid():
        return False
    try:
        form.instance.link, form.instance.origin = link, Remark.Origin.GUEST
        leave_remark(form.instance, items=items)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return form.is_valid()


def _drawn(request, item, also, guest):
    """The page. What cannot be drawn yet, such as one without a title, is not there yet."""
    try:
        with read_only():
            return preview(item, request, also=also, guest=guest)
    except ValidationError as refusal:
        raise Http404 from refusal


def _address(token, key):
    return reverse("preview_link_item", args=[token, key]) if key else reverse("preview_link", args=[token])
