"""The forms in which staff bring pictures and documents; whatever is wrong with a file is told beside it."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _

from library import documents, images, kinds, pictures, shelves
from library.languages import language_choices
from library.models import Document, Picture
from library.uploads import take


class PictureForm(forms.ModelForm):
    """A picture and what is said about it."""

    upload = forms.FileField(
        label=_("Picture file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif"}),
        help_text=_(
            "JPEG, PNG, WebP, AVIF or GIF, at most 20 MB. Hidden data such as the place of a photo is removed."
        ),
    )

    class Meta:
        model = Picture
        fields = ("alt", "credit", "licence", "focal_x", "focal_y")
        widgets = {"alt": AdminTextareaWidget({"rows": 2})}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["upload"].required = not self.instance.file

    def clean_upload(self):
        """Return the decoded picture and the digest of its file, or None when no new one was sent."""
        upload = self.cleaned_data["upload"]
        if not upload:
            return None
        data = take(upload, limit=images.MAX_BYTES)
        return images.decode(data), shelves.digest(data)

    def keep(self):
        """Write the new file, if any, and the row."""
        if upload := self.cleaned_data["upload"]:
            return pictures.keep(self.instance, *upload)
        return pictures.keep_words(self.instance)


class DocumentForm(forms.ModelForm):
    """A document and what is said about it."""

    upload = forms.FileField(
        label=_("Document file"),
        required=False,
        help_text=_(
            "PDF, Word, Excel, PowerPoint, OpenDocument, plain text or CSV, at most 40 MB, without macros. "
            "Leave it empty when you only know that the document exists."
        ),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)

    class Meta:
        model = Document
        fields = ("title", "language", "kind", "access", "contact")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["language"].choices = language_choices(self.instance.language)

    def clean_upload(self):
        """Return the file's bytes, or nothing when no new one was sent."""
        upload = self.cleaned_data["upload"]
        if not upload:
            return b""
        data = take(upload, limit=kinds.MAX_BYTES)
        self.found = kinds.recognise(data, upload.name)
        return data

    def clean(self):
        """The file says what kind it is; what was chosen counts only without one."""
        cleaned = super().clean()
        if cleaned.get("upload"):
            cleaned["kind"] = self.found
        elif self.instance.file:
            cleaned["kind"] = self.instance.kind
        return cleaned

    def keep(self):
        """Write the new file, if any, and the row."""
        return documents.keep(self.instance, self.cleaned_data["upload"])
