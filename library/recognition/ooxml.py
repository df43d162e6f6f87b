"""Office Open XML (ECMA-376): Word, Excel and PowerPoint, without programs, foreign objects and outside parts."""

import re

from library.kinds import Kind
from library.recognition.refusals import refusal
from library.recognition.xmlparts import Reader, local, mentioning

SUSPICIOUS = mentioning("instrText", "InstrText", "fldSimple", "ddeLink", "oleLink")
_CONTENTS = "[content_types].xml"
_MAIN_PARTS = {
    "word/document.xml": Kind.WORD,
    "xl/workbook.xml": Kind.EXCEL,
    "ppt/presentation.xml": Kind.POWERPOINT,
}
_MACRO_NAMES = re.compile(r"vba(project|data)|macrosheets/|activex/|dialogsheets/", re.IGNORECASE)
# As they stand in content types and at the end of types of relationships.
_MACRO_TYPES = re.compile(r"macro|vba|activex|dialogsheet|/control$", re.IGNORECASE)
_OBJECT_TYPES = re.compile(r"oleobject|/afchunk$", re.IGNORECASE)
# What may lie elsewhere: a link waits for a click; pictures, films and other tables are not run.
_OUTSIDE = re.compile(r"/(hyperlink|image|audio|video|media|externallink\w*path|xl\w+)$", re.IGNORECASE)
_TEMPLATE = re.compile(r"/attachedtemplate$", re.IGNORECASE)
_OWN_DISK = re.compile(r"(file:/*)?[a-z](:|%3a)[\\/]", re.IGNORECASE)
# Opening a file on another machine tells it who asks.
_SHARE = re.compile(r"(file:)?([\\/]|%5c|%2f){2,}(?![\\/]*[a-z](:|%3a))", re.IGNORECASE)
_FIELD = re.compile(r"(?:^|\0)[\s\"]*DDE(AUTO)?\b", re.IGNORECASE)


def check_name(name: str):
    """Raises ValidationError for the name of a part that holds macros."""
    if _MACRO_NAMES.search(name):
        raise refusal("macros")


def reader(name: str, is_suspicious: bool) -> Reader | None:
    """What looks through the part of this name, if anything has to."""
    name = name.replace("\\", "/").casefold()
    if name == _CONTENTS:
        return _ContentTypes()
    if name.endswith(".rels"):
        return _Relationships()
    return _Fields() if is_suspicious else None


def kind(names: list[str], _head) -> Kind:
    """The kind of a package with these parts. Raises ValidationError where it is none of ours."""
    kinds = [kind for part, kind in _MAIN_PARTS.items() if part in names]
    if _CONTENTS not in map(str.casefold, names) or len(kinds) != 1:
        raise refusal("unknown")
    return kinds[0]


def _check_type(name: str):
    """Refuse a content type, or a type of relationship, that stands for a program or an object."""
    if _MACRO_TYPES.search(name):
        raise refusal("macros")
    if _OBJECT_TYPES.search(name):
        raise refusal("embedded")


class _ContentTypes(Reader):
    """Looks for parts that are programs or objects, whatever they are called."""

    def element(self, tag, attributes):
        _check_type(attributes.get("ContentType", ""))


class _Relationships(Reader):
    """Looks for programs, objects, and what is fetched from elsewhere."""

    def element(self, tag, attributes):
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        _check_type(kind)
        if attributes.get("TargetMode", "").strip().casefold() == "external":
            self._check_outside(kind.strip(), target.strip())

    def _check_outside(self, kind, target):
        # The template on the writer's own disk is named in many documents; a reader's Word does without it.
        if _TEMPLATE.search(kind) and _OWN_DISK.match(target):
            return
        is_link = kind.casefold().endswith("/hyperlink")
        if not _OUTSIDE.search(kind) or (_SHARE.match(target) and not is_link):
            raise refusal("linked")


class _Fields(Reader):
    """Looks for fields that ask another program for data (DDE). Their words may be spread over many elements."""

    def __init__(self):
        self.words, self.is_field = [], False

    def element(self, tag, attributes):
        name = local(tag)
        if name in ("ddeLink", "oleLink"):
            raise refusal("linked")
        if name == "fldChar":
            self.words.append("\0")
        if name == "fldSimple":
            self.words += ("\0", *(value for key, value in attributes.items() if local(key) == "instr"), "\0")
        self.is_field = name.casefold().endswith("instrtext")

    def data(self, text):
        if self.is_field:
            self.words.append(text)

    def end(self, tag):
        super().end(tag)
        self.is_field = False

    def close(self):
        if _FIELD.search("".join(self.words)):
            raise refusal("linked")
