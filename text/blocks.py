"""Rich text by its blocks: paragraphs, headings, lists, tables; in lists and quotations by what they hold. Pure."""

import re

from text import richtext
from text.merging import merge_sequences, merge_whole
from text.nesting import TOKEN

BLOCKS = {"p", "h3", "h4", "ul", "ol", "li", "blockquote", "table"}
# A whole one of these, of which both may have changed something else. A table stays whole: its columns must fit.
HOLDS_BLOCKS = re.compile(r"(<(ul|ol|blockquote)(?: [^>]*)?>)(.*)(</\2>)", re.DOTALL)


def blocks(text: str) -> list[str]:
    """The blocks of clean HTML. Words that stand in no block are one of their own."""
    found, start, depth = [], 0, 0
    for token in TOKEN.finditer(text):
        name, is_end = (token["name"] or "").lower(), bool(token["slash"])
        if not name or name == "br":
            continue
        cuts = name in BLOCKS and depth == is_end
        if cuts:
            end = token.end() if is_end else token.start()
            found, start = [*found, text[start:end]], end
        depth += -1 if is_end else 1
    return [block.strip() for block in [*found, text[start:]] if block.strip()]


def merge_blocks(base: str, mine: str, theirs: str) -> tuple[str, str]:
    """Clean HTML that two people changed: with my words where both changed the same block, and with theirs."""
    results = merge_sequences(*map(blocks, (base, mine, theirs)), inside=_inside)
    return tuple(richtext.clean("".join(result)) for result in results)


def _inside(base, mine, theirs):
    """One block that both changed: item by item where it holds some, and both left it what it was."""
    holders = [HOLDS_BLOCKS.fullmatch(block) for block in (base, mine, theirs)]
    if not all(holders) or len({holder[1] for holder in holders}) > 1:
        return merge_whole(base, mine, theirs)
    inner = merge_sequences(*(blocks(holder[3]) for holder in holders), inside=_inside)
    return tuple(f"{holders[0][1]}{''.join(items)}{holders[0][4]}" for items in inner)
