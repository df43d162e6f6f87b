"""PDF: whole, and open to everyone."""

import re

from library.kinds import Kind
from library.recognition.refusals import refusal

# A trailer of an encrypted PDF names how (ISO 32000, 7.6). Every sign of a name may be written as its number.
_NAME = b"".join(b"(?:%c|#%x)" % (sign, sign) for sign in b"Encrypt").replace(b"6e", b"6[eE]")
_BLANK = rb"[\x00\t\n\f\r ]"
_ENCRYPTED = re.compile(
    b"/" + _NAME + _BLANK + rb"{0,99}(?:<<|[0-9]{1,10}" + _BLANK + rb"{1,99}[0-9]{1,5}" + _BLANK + rb"{1,99}R)"
)


def recognise(data: bytes) -> Kind:
    """The kind of what begins as a PDF. Raises ValidationError for one that is cut off or protected."""
    if not data[-4096:].rstrip(b"\x00\t\n\r ").endswith(b"%%EOF"):
        raise refusal("cut_off")
    if _ENCRYPTED.search(data):
        raise refusal("protected")
    return Kind.PDF
