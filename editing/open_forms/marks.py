"""Two texts side by side, with the words marked that only one of them has: runs of words, [(text, is_marked)]."""

import re
from difflib import SequenceMatcher

# Words. Longer texts are shown from their start, and compared no further.
LONGEST = 1_500
# Of a long run of words that both have, so many are shown at its ends.
AROUND = 12


def marked_words(saved: str, typed: str) -> tuple[list, list]:
    """Both texts in runs of words."""
    first, second = _pieces(saved), _pieces(typed)
    words = ([piece.rstrip() for piece in pieces] for pieces in (first, second))
    blocks = SequenceMatcher(None, *words, autojunk=False).get_opcodes()
    return (
        [_run(first[start:end], kind) for kind, start, end, _from, _to in blocks if start < end],
        [_run(second[start:end], kind) for kind, _from, _to, start, end in blocks if start < end],
    )


def _pieces(text: str) -> list[str]:
    """Words, each with the space behind it."""
    pieces = re.findall(r"\S+\s*", text)
    return pieces if len(pieces) <= LONGEST else [*pieces[:LONGEST], "…"]


def _run(pieces: list[str], kind: str) -> tuple[str, bool]:
    if kind != "equal":
        return "".join(pieces), True
    if len(pieces) > 2 * AROUND + 6:
        pieces = [*pieces[:AROUND], "… ", *pieces[-AROUND:]]
    return "".join(pieces), False
