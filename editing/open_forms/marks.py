"""Two texts side by side in little room: the words marked that only one has, and long runs that both have shortened."""

import re

from text.marking import marked_words

# Words. Longer texts are shown from their start, and compared no further.
LONGEST = 1_500
# Of a long run of words that both have, so many are shown at its ends.
AROUND = 12


def short_marked_words(saved: str, typed: str) -> tuple[list, list]:
    """Both texts in runs of words: [(text, is_marked)]."""
    first, second = marked_words(_start(saved), _start(typed))
    return [_shortened(*run) for run in first], [_shortened(*run) for run in second]


def _words(text: str) -> list[str]:
    """Words, each with the space behind it."""
    return re.findall(r"\S+\s*", text)


def _start(text: str) -> str:
    words = _words(text)
    return text if len(words) <= LONGEST else "".join([*words[:LONGEST], "…"])


def _shortened(text: str, is_marked: bool) -> tuple[str, bool]:
    words = _words(text)
    if is_marked or len(words) <= 2 * AROUND + 6:
        return text, is_marked
    return "".join([*words[:AROUND], "… ", *words[-AROUND:]]), False
