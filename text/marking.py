"""Two texts side by side, with the words marked in which they differ. Pure."""

import re
from difflib import SequenceMatcher

from text import richtext
from text.blocks import blocks

# Comparing takes time in the square of this; of a longer text everything is marked.
MOST = 4000
GAP = [("…", False)]


def marked_words(one: str, other: str) -> tuple[list, list]:
    """Each text in runs of words: [(words, whether the other text has others in this place)]."""
    words = [re.findall(r"\w+\s*|[^\w\s]+\s*|\s+", text) for text in (one, other)]
    if max(map(len, words)) > MOST:
        return [(one, True)], [(other, True)]
    plain = [[word.strip() for word in side] for side in words]
    sides = [], []
    for name, *places in SequenceMatcher(None, *plain, autojunk=False).get_opcodes():
        for side, run in zip(sides, (words[0][slice(*places[:2])], words[1][slice(*places[2:])]), strict=True):
            side.extend([("".join(run), name != "equal")] if run else [])
    return sides


def marked_blocks(one: str, other: str) -> tuple[list, list]:
    """Two rich texts as the blocks in which they differ, each in runs of words; "…" stands for those that are equal."""
    texts = [blocks(text) for text in (one, other)]
    sides = [], []
    for name, *places in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if name == "equal":
            for side in sides:
                side.append(GAP)
            continue
        pair = [_words(texts[0][slice(*places[:2])]), _words(texts[1][slice(*places[2:])])]
        for side, marked in zip(sides, marked_words(*pair), strict=True):
            side.extend(_lines(marked))
    return sides


def _words(html_blocks):
    return "\n".join(richtext.plain(block) for block in html_blocks)


def _lines(runs):
    """Runs of words cut where a block ends."""
    lines = [[]]
    for words, differs in runs:
        first, *others = words.split("\n")
        lines[-1].append((first, differs))
        lines += [[(line, differs)] for line in others]
    return [line for line in lines if any(words for words, _differs in line)]
