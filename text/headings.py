"""Rich text whose headings fit the page around them. Pure."""

import re

import nh3

from text import richtext

HEADING = re.compile(r"(</?h)([34])(?=[ >])")


def at_level(text: str, level: int) -> str:
    """Clean HTML whose headings begin at `level` (2 to 4), to fit a page.

    A lower heading that no higher one comes before is lifted. nh3 is the last to touch it.
    """
    highest = False

    def moved(tag):
        nonlocal highest
        highest = highest or tag[2] == "3"
        return f"{tag[1]}{level + (highest and tag[2] == '4')}"

    return _page_cleaner.clean(HEADING.sub(moved, richtext.clean(text)))


# What a page may show: the same as is kept, with the headings that moved.
_page_cleaner = nh3.Cleaner(**richtext.RULES | {"tags": richtext.TAGS | {"h2", "h5"}})
