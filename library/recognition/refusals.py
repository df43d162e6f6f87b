"""The sentences with which a document is refused; each says what to do instead."""

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

MAX_TEXT = 10 * 1024**2
SENTENCES = {
    "bomb": _("This file unpacks to far more than a document holds. Save it as PDF."),
    "cut_off": _("This PDF is incomplete, or holds something after its end. Save it as PDF again."),
    "damaged": _("This file is damaged or incomplete. Open it, save it again, and upload the new file."),
    "embedded": _("This file holds another file or an object of another program. Take that out, or save it as PDF."),
    "linked": _(
        "This file fetches a part of itself from elsewhere: a template, an object, or data of another program. Break "
        "these links, or save it as PDF."
    ),
    "macros": _("This file holds macros (small programs). Save it without them, or as PDF."),
    "protected": _(
        "This file is protected: readers may be asked for a password, or cannot copy or print. Save it without "
        "protection and upload the new file. If only its owner can do that, publish a link to it instead."
    ),
    "too_much_work": _("This file takes too long to read. Save it as PDF, and upload the new file."),
    "unknown": _(
        "We cannot keep this kind of file. Use PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), "
        "OpenDocument (.odt, .ods, .odp), or plain text or CSV in UTF-8."
    ),
    # What looks like plain text.
    "long_text": _("This text is longer than %(limit)s. Save it as PDF, or as a spreadsheet."),
    "markup": _("This file holds HTML or other markup. Save it as PDF or as plain text."),
    "rtf": _("This is a rich text document (RTF). Open it in Word or LibreOffice and save it as PDF or .docx."),
    "postscript": _("This is a PostScript file. Convert it to PDF."),
    "email": _("This is an e-mail message. Open it, print it to PDF, and take out private addresses before."),
    "program": _("This is a program or a script. Describe it, and publish a link to where people can get it."),
    "json": _("This is JSON, which is made for programs. Save it as CSV or as a spreadsheet."),
    "card": _("This is a calendar or address file. Put what readers need into the event, or save it as PDF."),
    "key": _("This file holds a key or a certificate. Do not publish it."),
}


# Put into words only where a sentence is shown: the process that reads a file knows no settings.
_limit = lazy(filesizeformat, str)(MAX_TEXT)


def refusal(code: str) -> ValidationError:
    """The refusal of a document, by its code in SENTENCES."""
    return ValidationError(SENTENCES[code], code=code, params={"limit": _limit})
