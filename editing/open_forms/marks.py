"""Two texts side by side, with the words marked that only one of them has."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Words. Longer texts are shown from their start, and compared no further.
LONGEST = 1_500
# Of a long run of words that both have, so many are shown at its ends.
AROUND = 12


@dataclass(frozen=True)
class Part:
    """Some words of a text; marked where the other text does not have them."""

    text: str
    is_marked: bool = False


def marked(saved: str, typed: str) -> tuple[list[Part], list[Part]]:
    """Both texts in parts."""
    first, second = _pieces(saved), _pieces(typed)
    words = ([piece.rstrip() for piece in pieces] for pieces in (first, second))
    blocks = SequenceMatcher(None, *words, autojunk=False).get_opcodes()
    return (
        [_part(first[start:end], kind) for kind, start, end, _from, _to in blocks if start < end],
        [_part(second[start:end], kind) for kind, _from, _to, start, end in blocks if start < end],
    )


def _pieces(text: str) -> list[str]:
    """Words, each with the space behind it."""
    pieces = re.findall(r"\S+\s*", text)
    return pieces if len(pieces) <= LONGEST else [*pieces[:LONGEST], "…"]


def _part(pieces: list[str], kind: str) -> Part:
    if kind != "equal":
        return Part("".join(pieces), True)
    if len(pieces) > 2 * AROUND + 6:
        pieces = [*pieces[:AROUND], "… ", *pieces[-AROUND:]]
    return Part("".join(pieces))
