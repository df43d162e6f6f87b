"""XML in packages: read in any encoding that its writer may have chosen, as far as it is read at all."""

import re
from xml.etree.ElementTree import ParseError, XMLParser

from library.recognition.refusals import refusal

DEEPEST = 1000
_CHUNK = 64 * 1024
# Letters that somebody wrote as numbers, or in two bytes each: no office program does.
_HIDDEN = rb"\A(?:\xff\xfe|\xfe\xff|<\x00|\x00<)|&#(?:x0*[2-7][0-9a-fA-F]|0*(?:3[0-8]|[4-9][0-9]|1[01][0-9]|12[0-7]));"

_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe|\xfe\xff|\x00<")


def mentioning(*words: str) -> re.Pattern:
    """What finds XML that may hold one of the words, before it is parsed."""
    return re.compile(b"|".join([*(re.escape(word.encode()) for word in words), _HIDDEN]))


def is_xml(beginning: bytes) -> bool:
    """Whether a part that begins so can be XML, in any encoding that parsers of packages must know."""
    return bool(_XML.match(beginning))


class Reader:
    """Is told of each element and text of a part; the base for those that look for something in it."""

    depth = 0

    def element(self, tag, attributes):
        """An element begins: its name as "{namespace}name", its attributes the same way."""

    def data(self, text):
        """Some text between tags."""

    def start(self, tag, attributes):
        """Each element that is still open takes memory."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise refusal("damaged")
        self.element(tag, attributes)

    def end(self, tag):
        """An element ends."""
        self.depth -= 1

    def doctype(self, *_names):
        """Neither kind of package allows a document type, which could define entities."""
        raise refusal("damaged")

    def close(self):
        """The part is at its end."""


def parse(file, reader: Reader):
    """Tell `reader` what stands in an open file. Raises ValidationError for what is no XML; nothing at all is fine."""
    parser, is_empty = XMLParser(target=reader), True
    try:
        while chunk := file.read(_CHUNK):
            is_empty = False
            parser.feed(chunk)
        if not is_empty:
            parser.close()
    except (ParseError, ValueError, LookupError):
        raise refusal("damaged") from None


def local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]
