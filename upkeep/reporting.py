"""Readers report mistakes: what they may send, of which page, and how often."""

import logging
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from alerts.links import is_stamped
from dossiers.lists.fields import printable
from editing.throttling import is_too_often
from publishing.models import Remark
from publishing.remarks import leave_remark
from taskforces.models.live import Dossier
from text.clean_fields import WordsFormField
from timeline.models.live import Entry

# Within an hour: of one network, and of all together.
BY_ONE, BY_ALL = 10, 200
LONGEST = Remark._meta.get_field("address").max_length
ITEMS = {"dossier": Dossier, "event": Entry}

logger = logging.getLogger(__name__)


class ReportForm(forms.ModelForm):
    """What a reader found. Readers have no cookie, so it is guarded by a stamp that this site gave within a day."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Remark
        fields = ("text", "passage")
        field_classes = {"text": WordsFormField}
        labels = {"text": _("What is wrong, or missing?")}
        widgets = {"text": forms.Textarea(attrs={"rows": 5}), "passage": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, about, **options):
        super().__init__(*args, **options)
        self.about = about
        self.fields["text"].required = True

    def clean(self):
        """The rest; a form that was open for too long is to be sent once more."""
        if not is_stamped(self.cleaned_data.get("stamp", ""), self.about):
            raise ValidationError(_("This form was open for a long time. Please press the button once more."))
        return super().clean()


def page_at(address: str) -> tuple[str, object | None]:
    """The address of a page of this site as it was given, and the live row that it shows; "" for what is none of ours,
    None where it is the page of no item.
    """
    address = printable(address)[:LONGEST]
    try:
        parts = urlsplit(address)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return "", None
    if parts.netloc or parts.scheme or parts.path.startswith("/admin/"):
        return "", None
    live = ITEMS.get(match.url_name)
    return address, live.objects.filter(slug=match.kwargs["slug"]).first() if live else None


def report(remark, address, row) -> None:
    """Keep what a reader says of a page as a proposal at the desk. Raises ValidationError where too many are open."""
    remark.origin, remark.address = Remark.Origin.READER, address
    if row:
        remark.kind, remark.key = row.schema.kind, row.pk
    leave_remark(remark)


def is_too_much(network: str) -> bool:
    """Count that somebody of a network reports something; whether that is too often, or too many do at once."""
    if is_too_often("mistakes reported", network, by_one=BY_ONE, by_all=BY_ALL):
        logger.warning("Mistakes are reported too often: what came was not kept.")
        return True
    return False
