"""Packages: office files, which are archives of parts (zip). What is packed in them is looked at, too."""

import io
import re
import zipfile
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from library.kinds import Kind
from library.recognition import ooxml, opendocument, xmlparts
from library.recognition.refusals import refusal

MAX_UNPACKED = 200 * 1024**2
MAX_PARSED = 32 * 1024**2
MAX_MEMBERS = 10_000
MAX_DIRECTORY = 4 * 1024**2
DEEPEST = 2
_CHUNK = 1024**2
# Longer than any word that is looked for: one may lie across two chunks.
_OVERLAP = 100
_OLD_OFFICE, _ARCHIVE, _PROGRAM = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"MZ"


@dataclass
class Budget:
    """How much of one upload may still be unpacked and parsed, and how deep we are in files within files."""

    unpacked: int
    parsed: int
    depth: int = 0

    def take(self, unpacked: int = 0, parsed: int = 0):
        """Use some of it up. Raises ValidationError when so much is not left."""
        self.unpacked -= unpacked
        self.parsed -= parsed
        if self.unpacked < 0 or self.parsed < 0:
            raise refusal("bomb")


def recognise(data: bytes, budget: Budget | None = None) -> Kind:
    """The kind of an office file. Raises ValidationError for what is none, or holds what readers should not get."""
    budget = budget or Budget(MAX_UNPACKED, MAX_PARSED)
    _check_ends(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Package(archive, budget).recognise()
    except ValidationError:
        raise
    # Unknown compression, lying lengths, broken sums: each has an exception of its own.
    except Exception:
        raise refusal("damaged") from None


def _check_ends(data: bytes):
    """An archive is read from its end: anything before the first or behind the last record would go unseen."""
    if not data.startswith(_ARCHIVE) or data[-22:-18] != b"PK\x05\x06" or data[-42:-38] == b"PK\x06\x07":
        raise refusal("damaged")
    if int.from_bytes(data[-10:-6], "little") > MAX_DIRECTORY:
        raise refusal("bomb")


class _Package:
    """One opened archive, looked through part by part."""

    def __init__(self, archive: zipfile.ZipFile, budget: Budget):
        self.archive, self.budget, self.members = archive, budget, archive.infolist()
        self.names = [member.filename for member in self.members]

    def recognise(self) -> Kind:
        """Its kind, when all of it is sound and harmless."""
        self._check_members()
        rules = opendocument if self.names[:1] == ["mimetype"] else ooxml
        for member, name in zip(self.members, self.names, strict=True):
            rules.check_name(name.replace("\\", "/"))
            self._check_part(member, rules)
        return rules.kind(self.names, self._head)

    def _check_members(self):
        if len(self.members) > MAX_MEMBERS:
            raise refusal("bomb")
        self.budget.take(unpacked=sum(member.file_size for member in self.members))
        if any(member.flag_bits & 1 for member in self.members):
            raise refusal("protected")
        # Two parts of one name: one program reads the first of them, another the last.
        if len({name.casefold() for name in self.names}) < len(self.names):
            raise refusal("damaged")
        if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in self.members):
            raise refusal("damaged")

    def _check_part(self, member, rules):
        """Unpack a part, which also proves its sum; look into it where its name or its words ask for it."""
        head, is_suspicious = self._scan(member, rules.SUSPICIOUS)
        if head.startswith((_OLD_OFFICE, _PROGRAM)):
            raise refusal("embedded")
        if head.startswith(_ARCHIVE):
            self._check_nested(member)
        elif reader := rules.reader(member.filename, is_suspicious):
            self.budget.take(parsed=member.file_size)
            with self.archive.open(member) as part:
                xmlparts.parse(part, reader)

    def _check_nested(self, member):
        """A file within the file: the table behind a chart, for example. It must be one that we would keep."""
        if self.budget.depth == DEEPEST:
            raise refusal("embedded")
        self.budget.depth += 1
        try:
            recognise(self.archive.read(member), self.budget)
        except ValidationError as error:
            raise (refusal("embedded") if error.code == "unknown" else error) from None
        self.budget.depth -= 1

    def _scan(self, member, words: re.Pattern) -> tuple[bytes, bool]:
        """How a part begins, and whether it is XML in which one of the words stands."""
        with self.archive.open(member) as part:
            chunk = part.read(_CHUNK)
            head, is_xml, is_found = chunk[:8], xmlparts.is_xml(chunk), bool(words.search(chunk))
            while following := part.read(_CHUNK):
                is_found = is_found or (is_xml and bool(words.search(chunk[-_OVERLAP:] + following)))
                chunk = following
        return head, is_xml and is_found

    def _head(self, name: str) -> bytes:
        """How the part of this name begins."""
        with self.archive.open(name) as part:
            return part.read(200)
