"""The kinds of document that the library keeps. Pure: knows no row."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The kinds of document that the library keeps; each value is also how the file's name ends."""

    PDF = "pdf", _("PDF")
    WORD = "docx", _("Word")
    EXCEL = "xlsx", _("Excel")
    POWERPOINT = "pptx", _("PowerPoint")
    ODT = "odt", _("OpenDocument text")
    ODS = "ods", _("OpenDocument spreadsheet")
    ODP = "odp", _("OpenDocument presentation")
    TEXT = "txt", _("plain text")
    CSV = "csv", _("CSV")


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.WORD: f"{_OFFICE}wordprocessingml.document",
    Kind.EXCEL: f"{_OFFICE}spreadsheetml.sheet",
    Kind.POWERPOINT: f"{_OFFICE}presentationml.presentation",
    Kind.ODT: f"{_OPEN}text",
    Kind.ODS: f"{_OPEN}spreadsheet",
    Kind.ODP: f"{_OPEN}presentation",
    Kind.TEXT: "text/plain; charset=utf-8",
    Kind.CSV: "text/csv; charset=utf-8",
}
