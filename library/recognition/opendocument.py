"""OpenDocument (ISO/IEC 26300): text, spreadsheets and presentations without macros, passwords, and foreign objects."""

import re

from library.kinds import MEDIA_TYPES, Kind
from library.recognition.refusals import refusal
from library.recognition.xmlparts import Reader, local, mentioning

# Of these, "script" as the name of an element, whatever its prefix.
SUSPICIOUS = mentioning(
    "event-listener",
    ":script",
    "<script",
    "vnd.sun.star",
    "macro:",
    "dde-",
    "section-source",
    "floating-frame",
    "applet",
)
_TYPES = {MEDIA_TYPES[kind].encode(): kind for kind in (Kind.ODT, Kind.ODS, Kind.ODP)}
_MANIFEST = "meta-inf/manifest.xml"
_MACRO_NAMES = re.compile(r"^(basic|scripts|dialogs)/", re.IGNORECASE)
_MACRO_ADDRESS = re.compile(r"\s*(vnd\.sun\.star\.script:|macro:|javascript:|service:|\.uno:)", re.IGNORECASE)
_SCRIPT = "urn:oasis:names:tc:opendocument:xmlns:script:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_MACROS = {f"{{{_SCRIPT}}}event-listener", f"{{{_OFFICE}}}script"}
_LINKED = {"dde-source", "dde-connection-decl", "dde-link", "section-source", "floating-frame", "applet"}


def check_name(name: str):
    """Raises ValidationError for the name of a part that holds macros."""
    if _MACRO_NAMES.search(name):
        raise refusal("macros")


def reader(name: str, is_suspicious: bool) -> Reader | None:
    """What looks through the part of this name, if anything has to."""
    if name.casefold() == _MANIFEST:
        return _Manifest()
    return _Content() if is_suspicious else None


def kind(_names, head) -> Kind:
    """The kind that a package says it is. Raises ValidationError where it is none of ours."""
    recognised = _TYPES.get(head("mimetype").strip())
    if not recognised:
        raise refusal("unknown")
    return recognised


class _Manifest(Reader):
    """Looks for parts that only a password opens."""

    def element(self, tag, attributes):
        if local(tag) in ("encryption-data", "encrypted-key"):
            raise refusal("protected")


class _Content(Reader):
    """Looks for what runs a program, or fetches a part from elsewhere."""

    def element(self, tag, attributes):
        if tag in _MACROS or any(_MACRO_ADDRESS.match(value) for value in attributes.values()):
            raise refusal("macros")
        if local(tag) in _LINKED:
            raise refusal("linked")
