"""What readers ask of the search: words, and what narrows them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.lists.fields import WordsField, country_code, is_slug, printable, unknown_choice
from dossiers.search.kinds import KINDS

# Looks as the other fields do, and has no arrows: nobody counts up to a year.
YEAR = forms.TextInput({"type": "search", "inputmode": "numeric", "maxlength": 4})


class SearchForm(forms.Form):
    """Anybody can send it, and anything in it."""

    q = WordsField(label=_("Words"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All")), *((name, kind.label) for name, kind in KINDS.items())], required=False
    )
    country = forms.CharField(label=_("Country"), required=False)
    year = forms.IntegerField(label=_("Year"), min_value=1000, max_value=2999, required=False, widget=YEAR)
    type = forms.CharField(label=_("Type of event"), required=False)
    within = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, countries=(), types=(), **options):
        super().__init__(*args, **options)
        for name, choices in (("country", countries), ("type", types)):
            self.fields[name].widget = forms.Select(choices=[("", _("All")), *choices])

    def clean_country(self):
        """The code of a country that something public has."""
        return self._known("country", country_code(self.cleaned_data["country"]))

    def clean_type(self):
        """The address of a type that a public event has."""
        return self._known("type", self.cleaned_data["type"])

    def clean_within(self):
        """The address of a dossier, in whose timeline is searched."""
        value = self.cleaned_data["within"]
        return value if is_slug(value) else ""

    def _known(self, name, value):
        if value and value not in dict(self.fields[name].widget.choices):
            raise unknown_choice(value)
        return value

    @property
    def words(self):
        """What was typed, good or not, to be shown again."""
        return printable(self["q"].value() or "")[:200]

    @property
    def narrowing(self):
        """The fields that narrow what the words find."""
        return [self[name] for name in ("kind", "country", "year", "type")]
