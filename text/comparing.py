"""Two versions of a text set against each other, place by place, with the words marked that differ. Pure."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from text import richtext
from text.blocks import HOLDS_BLOCKS, blocks
from text.marking import marked_words

# Two blocks are one that was rewritten when they share so much of their words.
ALIKE = 0.4
# Pairing takes time by the product of their numbers; more than this are not paired.
MOST = 10_000
# What formats or links words. Rows and cells of a table hold them only.
FORMATTING = re.compile(r"<(?![/]|t[rdh]\b)[^<>]*>")


@dataclass(frozen=True)
class Pair:
    """One place in which two versions differ: the words of each in runs (see `text.marking`), None where it has none.

    `is_formatted_otherwise` tells that formatting, or where links lead, is another; then all words may be the same.
    """

    before: list | None = None
    after: list | None = None
    is_formatted_otherwise: bool = False

    @property
    def has_same_words(self):
        """Whether no word differs."""
        return self.is_formatted_otherwise and self.before == self.after


def pair_words(before: str, after: str) -> Pair:
    """Two plain texts, of which either may be empty."""
    if before and after:
        return Pair(*marked_words(before, after))
    return Pair([(before, True)] if before else None, [(after, True)] if after else None)


def pair_blocks(before: str, after: str) -> list[Pair]:
    """The places in which two rich texts differ."""
    one, other = _leaves(before), _leaves(after)
    pairs = []
    matcher = SequenceMatcher(None, *([leaf for leaf, _holder in side] for side in (one, other)), autojunk=False)
    for name, *ends in matcher.get_opcodes():
        sides = one[slice(*ends[:2])], other[slice(*ends[2:])]
        if name != "equal":
            pairs += [_pair(*both) for both in _matched(*sides)]
        elif held_otherwise := [both for both in zip(*sides, strict=True) if both[0] != both[1]]:
            pairs.append(_pair(*held_otherwise[0]))  # a list is numbered now: told once
    # Where each block is the same, their order of tags may not be: a list was cut in two.
    return pairs or [Pair(is_formatted_otherwise=True)] * (before != after)


def _leaves(text, holder=""):
    """The blocks of a text, those of lists and quotations one by one: [(block, what holds it)]."""
    holders = [(block, HOLDS_BLOCKS.fullmatch(block)) for block in blocks(text)]
    return [
        leaf
        for block, inner in holders
        for leaf in (_leaves(inner[3], f"{holder}{inner[1]}") if inner else [(block, holder)])
    ]


def _pair(before, after):
    """Two blocks as they are held, or None for one."""
    words = [richtext.plain(leaf[0]) if leaf else "" for leaf in (before, after)]
    if not (before and after):
        return pair_words(*words)
    one, other = (FORMATTING.findall(f"{holder}{block}") for block, holder in (before, after))
    return Pair(*marked_words(*words), is_formatted_otherwise=one != other or words[0] == words[1])


def _matched(gone, come):
    """Blocks of both sides in their order, paired where they are alike: [(block, block)], None for none."""
    best = _best(gone, come) if len(gone) * len(come) <= MOST else None
    pairs, i, j = [], 0, 0
    while i < len(gone) and j < len(come) and best:
        if best[i][j] == best[i + 1][j]:
            pairs.append((gone[i], None))
            i += 1
        elif best[i][j] == best[i][j + 1]:
            pairs.append((None, come[j]))
            j += 1
        else:
            pairs.append((gone[i], come[j]))
            i, j = i + 1, j + 1
    return [*pairs, *((block, None) for block in gone[i:]), *((None, block) for block in come[j:])]


def _best(gone, come):
    """How alike the rest of both sides can be, from each pair of places on."""
    words = [[Counter(richtext.plain(block).split()) for block, _holder in side] for side in (gone, come)]
    best = [[0.0] * (len(come) + 1) for _row in range(len(gone) + 1)]
    for i in reversed(range(len(gone))):
        for j in reversed(range(len(come))):
            alike = _likeness(words[0][i], words[1][j])
            paired = alike + best[i + 1][j + 1] if alike >= ALIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return best


def _likeness(one, other):
    """How much of their words two blocks share, from 0 to 1; without any words they are the same."""
    return 2 * (one & other).total() / ((one.total() + other.total()) or 2) if one or other else 1.0
