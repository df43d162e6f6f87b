"""Recognition: what sort of document some bytes are, told from the bytes. Pure: knows no row.

What could harm or surprise a reader is refused, with a sentence that says what to do instead: programs, files within
files, what is fetched from elsewhere, passwords.
"""

from library import processes
from library.kinds import Kind
from library.recognition.refusals import refusal

MAX_BYTES = 40 * 1024**2


def recognise(data: bytes, name: str = "") -> Kind:
    """Return the kind of a document, found by a process of its own. The name only tells CSV from other plain text.

    Raises ValidationError, with a sentence that says what to do instead, for everything that is not one of the kinds.
    """
    ending = Kind.CSV if name.lower().endswith(".csv") else ""
    try:
        facts, _files = processes.run("library.recognition", data, ending)
    except processes.Unfinished:
        raise refusal("too_much_work") from None
    if "refusal" in facts:
        raise refusal(facts["refusal"])
    return Kind(facts["kind"])
