"""The form in which somebody brings a table."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dossier_site.tables.reading import MAX_BYTES
from library.uploads import take


class TableForm(forms.Form):
    """The file that somebody brings."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.json"}),
        help_text=_(
            "CSV, XLSX or JSON, with the names of the columns in the first line. At most 5,000 rows and 10 MB."
        ),
    )

    def clean_file(self):
        """The bytes of the file."""
        return take(self.cleaned_data["file"], limit=MAX_BYTES)
