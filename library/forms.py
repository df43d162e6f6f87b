"""The forms in which staff bring pictures and documents; whatever is wrong with a file is told beside it."""

from functools import partial

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from editing.autocomplete import FindableOne
from editing.conflicts import DeskForm
from library import documents, limits, pictures, recognition, rendering, renditions
from library.models import Document, Picture
from library.uploads import read_once, take
from text.languages import language_choices

# A browser that knows no HEIC offers such files by their ending.
ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/gif,image/heic,image/heif,.heic,.heif"


class AssetForm(DeskForm):
    """A row of the library, with the upload of its file."""

    @classmethod
    def file_version(cls, item):
        """The file that the words tell of."""
        return item.source

    @staticmethod
    def read(upload):
        """What is kept of an uploaded file. Raises ValidationError for one that cannot be accepted."""
        raise NotImplementedError

    def clean_upload(self):
        """Return what is kept of the file, or None when no new one was sent."""
        upload = self.cleaned_data["upload"]
        return read_once(upload, self.read) if upload else None

    def obstacles(self):
        """A browser forgets the file when the form is shown again."""
        forgets = self.conflicts and self.files and "upload" not in self.conflicts
        return {"upload": _("Choose the file again: it was not kept.")} if forgets else {}


class PictureForm(AssetForm):
    """A picture and what is said about it."""

    upload = forms.FileField(
        label=_("Picture file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_(
            "JPEG, PNG, WebP, AVIF, GIF or HEIC, at most 20 MB. Of an animation only the first picture is kept. Hidden "
            "data such as the place of a photo is removed."
        ),
    )

    class Meta:
        model = Picture
        fields = ("alt", "credit", "licence", "focal_x", "focal_y")
        widgets = {"alt": AdminTextareaWidget({"rows": 2})}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["upload"].required = not self.instance.file

    @staticmethod
    def read(upload):
        """The picture written anew; its renditions are made after the answer."""
        return rendering.render(take(upload, limit=limits.MAX_BYTES))

    def keep(self):
        """Write the new file, if any, and the row."""
        if rendered := self.cleaned_data["upload"]:
            transaction.on_commit(partial(renditions.make_later, self.instance), robust=True)
            return pictures.keep(self.instance, rendered)
        return pictures.keep_words(self.instance)

    @property
    def was_animated(self) -> bool:
        """Whether the new file moved: only its first picture is kept."""
        rendered = self.cleaned_data["upload"]
        return bool(rendered and rendered.is_animated)


class DocumentForm(AssetForm):
    """A document and what is said about it."""

    upload = forms.FileField(
        label=_("Document file"),
        required=False,
        help_text=_(
            "PDF, Word, Excel, PowerPoint, OpenDocument, plain text or CSV, at most 40 MB, without macros or password. "
            "Leave it empty when you only know that the document exists."
        ),
    )
    language = forms.ChoiceField(label=_("Language"), required=False, widget=FindableOne)

    class Meta:
        model = Document
        fields = ("title", "language", "kind", "access", "contact")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["language"].choices = language_choices(self.instance.language)

    @staticmethod
    def read(upload):
        """The file's bytes, and the kind that they are."""
        data = take(upload, limit=recognition.MAX_BYTES)
        return data, recognition.recognise(data, upload.name)

    def clean(self):
        """The file says what kind it is; what was chosen counts only without one."""
        cleaned = super().clean()
        if cleaned.get("upload"):
            _data, cleaned["kind"] = cleaned["upload"]
        elif self.instance.file:
            cleaned["kind"] = self.instance.kind
        return cleaned

    def keep(self):
        """Write the new file, if any, and the row."""
        data, _kind = self.cleaned_data["upload"] or (b"", "")
        return documents.keep(self.instance, data)
