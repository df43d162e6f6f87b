"""What readers type to get e-mail: anybody can send it, and anything in it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

from alerts.links import is_stamped
from alerts.models import Subscription
from dossiers.lists.fields import printable

LONGEST = Subscription._meta.get_field("address").max_length


class AddressField(forms.EmailField):
    """An e-mail address, as it is kept: in small letters, its domain as machines write it."""

    def __init__(self, **options):
        super().__init__(max_length=LONGEST, error_messages={"required": _("Write your e-mail address.")}, **options)

    def clean(self, value):
        """Raises ValidationError, with a sentence for the reader, for what is none."""
        name, _at, domain = super().clean(value).rpartition("@")
        try:
            address = f"{name}@{punycode(domain)}".lower()
        except UnicodeError as error:
            raise ValidationError(self.error_messages["invalid"]) from error
        if len(address) > LONGEST:
            raise ValidationError(_("This address is too long."))
        return address


class FrequencyForm(forms.Form):
    """How often there may be a letter."""

    frequency = forms.ChoiceField(
        label=_("How often"), choices=Subscription.Frequency.choices, initial=Subscription.Frequency.DAILY
    )


class SubscriptionForm(FrequencyForm):
    """Where letters shall go, and how often. `about` is the address of the site that they are about.

    Readers have no cookie, so it is guarded by a stamp: without one that this site gave, within a day, nothing is done.
    """

    address = AddressField(
        label=_("Your e-mail address"), widget=forms.EmailInput({"autocomplete": "email", "maxlength": LONGEST})
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("address", "frequency", "stamp")

    def __init__(self, *args, about, **options):
        super().__init__(*args, **options)
        self.about = about

    @property
    def typed(self):
        """What was typed as the address, good or not, to be shown again."""
        return printable(self["address"].value() or "")[:LONGEST]

    def clean(self):
        """The rest; a form that was open for too long is to be sent once more."""
        if not is_stamped(self.cleaned_data.get("stamp", ""), self.about):
            raise ValidationError(_("This form was open for a long time. Please press the button once more."))
        return super().clean()
