"""Kinds: what sort of document some bytes are, told from the bytes. Pure: knows no row."""

import io
import re
import zipfile

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 40 * 1024**2
MAX_UNPACKED = 200 * 1024**2
MAX_MEMBERS = 10_000
MAX_PART = 1024**2


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
_CONTENTS = "[Content_Types].xml"
_OFFICE_PARTS = {
    "word/document.xml": Kind.WORD,
    "xl/workbook.xml": Kind.EXCEL,
    "ppt/presentation.xml": Kind.POWERPOINT,
}
_OPEN_TYPES = {MEDIA_TYPES[kind].encode(): kind for kind in (Kind.ODT, Kind.ODS, Kind.ODP)}
_MACROS = re.compile(r"vba(project|data)|macrosheets/|activex/|^(basic|scripts)/", re.IGNORECASE)
_MARKUP = re.compile(r"<[!/?a-z][^<>@]*>|<\s*(script|html|svg|iframe|body|img|object|embed)\b", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def recognise(data: bytes, name: str = "") -> Kind:
    """Return the kind of a document. The name only tells CSV from other plain text.

    Raises ValidationError, with a sentence that says what to do instead, for everything that is not one of the kinds.
    """
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"PK"):
        return _packed(data)
    return _text(data, name)


def _pdf(data: bytes) -> Kind:
    if not data.rstrip(b"\x00\t\n\r ").endswith(b"%%EOF"):
        raise _refusal("damaged", _("This PDF is incomplete, or holds something after its end. Save it as PDF again."))
    return Kind.PDF


def _packed(data: bytes) -> Kind:
    """The kind of an office file, which is an archive of parts."""
    # An archive is read from its end: anything before the first or behind the last record would go unseen.
    if not data.startswith(b"PK\x03\x04") or data[-22:-18] != b"PK\x05\x06":
        raise _damaged()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _office(archive)
    except ValidationError:
        raise
    # Unknown compression, passwords, lying lengths, broken sums: each has an exception of its own.
    except Exception:
        raise _damaged() from None


def _office(archive: zipfile.ZipFile) -> Kind:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise _refusal("bomb", _("This file unpacks to far more than a document holds. Save it as PDF."))
    if archive.testzip() is not None:
        raise _damaged()
    if any(_MACROS.search(member.filename) for member in members) or b"macroEnabled" in _part(archive, _CONTENTS):
        raise _refusal("macros", _("This file holds macros (small programs). Save it without them, or as PDF."))
    return _office_kind(archive)


def _office_kind(archive: zipfile.ZipFile) -> Kind:
    names = archive.namelist()
    if names[0] == "mimetype" and (kind := _OPEN_TYPES.get(_part(archive, "mimetype"))):
        return kind
    kinds = [kind for part, kind in _OFFICE_PARTS.items() if part in names]
    if _CONTENTS not in names or len(kinds) != 1:
        raise _unknown()
    return kinds[0]


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The content of one small part, or nothing where there is no such part."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(MAX_PART)


def _text(data: bytes, name: str) -> Kind:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unknown() from None
    if _CONTROLS.search(text):
        raise _unknown()
    if _MARKUP.search(text):
        raise _refusal("markup", _("This file holds HTML or other markup. Save it as PDF or as plain text."))
    return Kind.CSV if name.lower().endswith(".csv") else Kind.TEXT


def _refusal(code: str, sentence) -> ValidationError:
    return ValidationError(sentence, code=code)


def _damaged() -> ValidationError:
    return _refusal(
        "damaged", _("This file is damaged or incomplete. Open it, save it again, and upload the new file.")
    )


def _unknown() -> ValidationError:
    sentence = _(
        "We cannot keep this kind of file. Use PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), "
        "OpenDocument (.odt, .ods, .odp), or plain text or CSV in UTF-8."
    )
    return _refusal("unknown", sentence)
