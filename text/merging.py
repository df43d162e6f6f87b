"""Three-way merge: what two people made of the same words at the same time, put together. Pure.

Every function takes what both began with, what I made of it and what they made of it, and gives two results: one with
my words where both changed the same, one with theirs. Where nothing has to be chosen, the two are equal.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

# Comparing takes time in the square of this; a longer text is chosen as a whole.
MOST = 2000


@dataclass(frozen=True)
class Edit:
    """`base[start:end]` became `items`."""

    start: int
    end: int
    items: list
    is_mine: bool


def merge_whole(base, mine, theirs):
    """A value that cannot be taken apart."""
    if mine == base:
        return theirs, theirs
    return (mine, mine) if theirs == base else (mine, theirs)


def merge_elements(base, mine, theirs):
    """Elements of which each is there or not: what either added is there, what either took out is not."""
    old, ours, others = set(base), set(mine), set(theirs)
    merged = [each for each in theirs if each in ours or each not in old]
    merged += [each for each in mine if each not in others and each not in old]
    return merged, merged


def merge_lines(base, mine, theirs):
    """A plain text, line by line."""
    results = merge_sequences(*(text.split("\n") if text else [] for text in (base, mine, theirs)))
    return tuple("\n".join(lines) for lines in results)


def merge_sequences(base, mine, theirs, inside=merge_whole):
    """Items in their order. What both put in the same place stands there twice, theirs first.

    `inside` is asked where both changed one and the same item: it may look into it.
    """
    if base in (mine, theirs) or mine == theirs or max(map(len, (base, mine, theirs))) > MOST:
        return merge_whole(base, mine, theirs)
    with_mine, with_theirs, at = [], [], 0
    for start, end, edits in _together(_edits(base, mine, True) + _edits(base, theirs, False)):
        kept, sides = base[at:start], _sides(base, start, end, edits, inside)
        with_mine += [*kept, *sides[0]]
        with_theirs += [*kept, *sides[1]]
        at = end
    return [*with_mine, *base[at:]], [*with_theirs, *base[at:]]


def merge_order(base, mine, theirs):
    """The order of everything that is in `mine` or `theirs`. Who moved nothing gets the other's order."""
    shared = {*base} & {*mine} & {*theirs}
    moved = [key for key in mine if key in shared] != [key for key in base if key in shared]
    spine, other = (mine, theirs) if moved else (theirs, mine)
    merged, at = list(spine), 0
    end = max((place for place, key in enumerate(other) if key in spine), default=-1)
    for key in other[: end + 1]:
        if key in spine:
            at = merged.index(key)
        else:
            merged.insert(at, key)
        at += 1
    return [*merged, *other[end + 1 :]]


def _edits(base, changed, is_mine):
    """What has to be done to `base` to make it `changed`; items rewritten in their place are one edit each."""
    edits = []
    for name, start, end, low, high in SequenceMatcher(None, base, changed, autojunk=False).get_opcodes():
        if name == "replace" and end - start == high - low:
            pairs = zip(range(start, end), changed[low:high], strict=True)
            edits += [Edit(place, place + 1, [item], is_mine) for place, item in pairs]
        elif name != "equal":
            edits.append(Edit(start, end, changed[low:high], is_mine))
    return edits


def _together(edits):
    """The edits in their order, those that overlap together: (start, end, edits)."""
    group, start, end = [], 0, 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        if group and not (edit.start < end or edit.start == edit.end == start == end):
            yield start, end, group
            group = []
        start, end = (start, max(end, edit.end)) if group else (edit.start, edit.end)
        group.append(edit)
    if group:
        yield start, end, group


def _sides(base, start, end, edits, inside):
    """What stands in a place that was edited: with my words, and with theirs."""
    mine, theirs = ([edit for edit in edits if edit.is_mine is side] for side in (True, False))
    if not mine or not theirs:
        return (_applied(base, start, end, edits),) * 2
    sides = [_applied(base, start, end, each) for each in (mine, theirs)]
    if start == end:
        return ([*sides[1], *(item for item in sides[0] if item not in sides[1])],) * 2
    if end - start == len(sides[0]) == len(sides[1]) == 1:
        return [[item] for item in inside(base[start], sides[0][0], sides[1][0])]
    return sides


def _applied(base, start, end, edits):
    items = []
    for edit in edits:
        items += [*base[start : edit.start], *edit.items]
        start = edit.end
    return [*items, *base[start:end]]
