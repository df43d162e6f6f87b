"""Footnotes in rich text: an ordered list at its end, with links there and back. Pure.

A note is `<li id="note_…">`; what refers to it is `<a id="ref_…" href="#note_…">`, and the note ends with a link back,
`<a href="#ref_…">`. No address that is made of words has an underscore, so these names clash with nothing on a page.
Sources are such notes too, but stand outside the text (`text.source_marks`).
"""

import re

SOURCE = "note_source_"
NAME = re.compile(r"(?:note|ref)_[a-z0-9]{1,12}_[0-9]{1,4}")
# In HTML that nh3 wrote: there no quote ends an attribute too early, and no ">" stands in one.
NAMED = re.compile(rf'(<(?:a|li)(?: [^<>]*)?) id="({NAME.pattern})"(?=[ >])')
NOTE_LINK = re.compile(rf'(<a(?: [^<>]*)?) href="#({NAME.pattern})"(?=[ >])')
# To the end of a link, and never past the beginning of the next: what is not closed is read only once.
END = r"[^<>]*>[^<]*(?:<(?!/?a[ >])[^<]*)*</a>"
WAY_BACK = re.compile(rf' ?<a(?: [^<>]*)? href="#(ref_[a-z0-9_]+)"{END}')
# Links to notes and back are no words of the text.
LINK = re.compile(rf' ?<a(?: [^<>]*)? href="#{NAME.pattern}"{END}')


def sound(text: str) -> str:
    """Clean HTML in which each name stands once, and every link between notes leads somewhere.

    A reference to a note that is gone loses its link; a way back to nothing goes.
    """
    if "_" not in text:
        return text
    names: set[str] = set()
    text = NAMED.sub(lambda tag: _first(tag, names), text)
    text = WAY_BACK.sub(lambda link: link[0] if link[1] in names else "", text)
    return NOTE_LINK.sub(lambda tag: tag[0] if tag[2] in names or tag[2].startswith(SOURCE) else tag[1], text)


def _first(tag: re.Match, names: set[str]) -> str:
    """The tag with its name, or without it where another has it already."""
    if tag[2] in names:
        return tag[1]
    names.add(tag[2])
    return tag[0]
