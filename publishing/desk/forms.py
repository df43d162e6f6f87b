"""What staff fill in to save and publish; whatever stands in the way is told where it was made."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from editing.autocomplete import FindableOne
from editing.conflicts import DeskForm
from publishing.desk.buttons import SAVE
from publishing.desk.companions import Offered
from publishing.models import Publishable
from publishing.snapshots import body_digest
from text.languages import language_choices

LANGUAGE = Publishable._meta.get_field("language")


class PublishableForm(DeskForm):
    """The words of an item, and how they are published.

    The admin sets, as it does `refused`, `companions`: what may be published in the same act (a QuerySet or None),
    with `links`, the names of its fields that only say where it stands, and perhaps `first_companions` (see Offered);
    and `button`, the one that was pressed.
    """

    NO_WORDS = ("seen", "note", "minor", "also", "also_all")

    companions = first_companions = None
    links: tuple[str, ...] = ()
    button = SAVE

    language = forms.ChoiceField(
        widget=FindableOne,
        label=_("Language"),
        initial=LANGUAGE.default,
        help_text=LANGUAGE.help_text,
    )
    note = forms.CharField(
        label=_("Change note"),
        max_length=500,
        required=False,
        help_text=_("What is new, in a few words. Readers see it in feeds."),
    )
    minor = forms.BooleanField(
        label=_("Minor change"),
        required=False,
        help_text=_("A detail, such as a spelling mistake. The page keeps its date, and feeds do not tell it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "title" in self.fields and self.instance._state.adding and not self.is_bound:
            self.fields["title"].widget.attrs["autofocus"] = True
        if "summary" in self.fields:  # two sentences do not fit into one line
            length = self.fields["summary"].max_length
            self.fields["summary"].widget = forms.Textarea(attrs={"rows": 2, "maxlength": length})
        if "language" in self.fields:
            self.fields["language"].choices = language_choices(self.instance.language)[1:]
        if self.companions is not None:
            self.offered = Offered(self.companions, self.links, self.first_companions)
            self.fields |= self.offered.fields(self.is_bound)

    def chosen_companions(self):
        """What is to be published in the same act, of a form that is saved already."""
        chosen = self.cleaned_data.get("also", ())
        return self.offered.all() if self.cleaned_data.get("also_all") else list(chosen)

    def is_valid(self):
        """A form that was sent only to look at its dates is never saved."""
        return super().is_valid() and not self.button.only_checks

    def clean_summary(self):
        """The summary on one line, as lists show it."""
        return " ".join(self.cleaned_data["summary"].split())

    def clean_slug(self):
        """Tell at its field that another item has the address."""
        slug = self.cleaned_data["slug"]
        same_slug = type(self.instance).objects.filter(slug=slug).exclude(pk=self.instance.pk)
        if slug and "slug" in self.changed_data and same_slug.exists():
            raise ValidationError(_("Another one has this address already. Choose another."))
        return slug

    @classmethod
    def version(cls, item):
        """The desk and the note: what is published meanwhile replaces no words."""
        return body_digest({"desk": item.desk_digest, "note": item.internal_note})

    def obstacles(self):
        """Addresses are checked on every save."""
        return self.instance.address_refusals()
