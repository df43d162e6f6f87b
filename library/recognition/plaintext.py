"""Plain text and CSV, told from what only looks like it: markup, programs, messages, data for machines."""

import re

from django.core.exceptions import ValidationError

from library.kinds import Kind
from library.recognition.refusals import MAX_TEXT, refusal

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How Office packs a document that has a password: [MS-OFFCRYPTO], 2.3.4.
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Tags, declarations, comments, instructions: each search ends at the next "<". "<jan@example.org>" and
# "<https://example.org>" are no tags.
_MARKUP = re.compile(
    r"<(?:!(?:--|doctype|\[cdata|entity)|\?[a-z]|/?[a-z][\w.-]*(?::[a-z][\w.-]*)?(?=[\s/>])[^<>]*>"
    r"|\s{0,20}(?:script|html|svg|iframe|body|img|object|embed)\b)",
    re.IGNORECASE,
)
# How other files that are text begin.
_BEGINNINGS = {
    code: re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for code, pattern in {
        "rtf": r"\s*\{\\u?rt",
        "postscript": r"\s*%!|\s*%%BoundingBox",
        "markup": r"\s*<(?:[!?/]|[a-z][\w:.-]*[\s/>])",
        "program": (
            r"\s*(?:\#!|@echo\b|windows registry editor|regedit4|\[(?:internetshortcut|desktop entry|autorun)\]"
            r"|param\s*\(|on error resume next|option explicit|attribute vb_)"
        ),
        "card": r"\s*BEGIN:V(?:CALENDAR|CARD)\b",
        "key": r"\s*(?:-----BEGIN [A-Z ]+-----|ssh-(?:rsa|ed25519) )",
        "json": r'\s*(?:\{\s*"[^"\n]*"\s*:|\[\s*(?:\{\s*"|"[^"\n]*"\s*[,\]]|\[\s*["\d\[{-]|-?\d[\d.]*\s*,\s*-?\d))',
    }.items()
}
_EMAIL = re.compile(
    r"^(?:mime-version:\s*1|message-id:\s*<|received:\s*(?:from|by)\s|return-path:\s*<|delivered-to:\s*\S+@"
    r"|dkim-signature:\s*v=|content-transfer-encoding:|x-[\w-]{1,40}:\s)",
    re.IGNORECASE | re.MULTILINE,
)
_MAILBOX = re.compile(r"From \S+@\S+ ")
# As much as a beginning or the head of a message takes.
_OPENING = 20_000


def recognise(data: bytes, *, is_csv: bool = False) -> Kind:
    """The kind of what is neither PDF nor packed. Raises ValidationError for what is no plain text in UTF-8."""
    if data.startswith(_OLD_OFFICE):
        raise refusal("protected" if _ENCRYPTED_PACKAGE in data else "unknown")
    if len(data) > MAX_TEXT:
        raise _too_long(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refusal("unknown") from None
    if _CONTROLS.search(text):
        raise refusal("unknown")
    _check_beginning(text[:_OPENING])
    if _MARKUP.search(text):
        raise refusal("markup")
    return Kind.CSV if is_csv else Kind.TEXT


def _check_beginning(opening: str):
    for code, beginning in _BEGINNINGS.items():
        if beginning.match(opening):
            raise refusal(code)
    # The head of a message ends at the first empty line.
    if _MAILBOX.match(opening) or _EMAIL.search(re.split(r"\r?\n\r?\n", opening.lstrip(), maxsplit=1)[0]):
        raise refusal("email")


def _too_long(data: bytes) -> ValidationError:
    """Nobody reads so much text; or it is something else altogether."""
    return refusal("unknown" if _CONTROLS.search(data[:_OPENING].decode("latin-1")) else "long_text")
