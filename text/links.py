"""The links in rich text: where each leads, and its words. Pure."""

import html
import re
from collections.abc import Iterator

from text.richtext import plain

ATTRIBUTE = r' [a-z]+="[^"]*"'
LINK = re.compile(rf'<a(?:{ATTRIBUTE})*? href="([^"]*)"(?:{ATTRIBUTE})*>(.*?)</a>', re.DOTALL)


def links(text: str) -> Iterator[tuple[str, str]]:
    """The address and the words of each link in clean HTML."""
    for link in LINK.finditer(text):
        yield html.unescape(link[1]), plain(link[2])
