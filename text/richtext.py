"""Rich text: what it may contain, how it is made safe, and how an excerpt is cut from it. Pure."""

import html
import re

import nh3

from text import notes
from text.cleaning import clean_lines
from text.nesting import limit_nesting, only_words

SCHEMES = {"http", "https", "mailto"}

# What the editor offers. `TAGS` and `ATTRIBUTES` let through what these make, and nothing else.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Superscript": True,
    "Subscript": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Heading": {"levels": [3, 4]},
    "Link": {"enableTarget": False, "protocols": sorted(SCHEMES)},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
}
TAGS = {"p", "strong", "em", "sup", "sub", "ul", "ol", "li", "blockquote", "br", "h3", "h4", "a"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {
    "*": {"lang"},
    "a": {"href", "title", "id"},
    "li": {"id"},
    "ol": {"start"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
VALUES = {
    "lang": re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
    "id": notes.NAME,
    "start": re.compile(r"[0-9]{1,4}"),
    # 1 is what a cell is without it; the editor writes it on every cell.
    "colspan": re.compile(r"[2-9]|[1-9][0-9]"),
    "rowspan": re.compile(r"[2-9]|[1-9][0-9]"),
}

# What other programs write for the same things, so that pasted and imported text keeps its shape.
SAME = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "div": "p"}
FOREIGN = re.compile(r"(</?)(h[1256]|b|i|div)(?=[\s/>])", re.IGNORECASE)

PASSES = 5
NOTHING = r"(?:\s|&nbsp;|<br>|</?(?:strong|em|su[bp])>)*"
EMPTY = re.compile(rf"<(p|h3|h4|a)(?: [^>]*)?>{NOTHING}</\1>")
DEAD_LINK = re.compile(r"<a(?![^>]* href=)[^>]*>(.*?)</a>", re.DOTALL)
BLOCK = re.compile(r"<(?=/?(?:p|br|h[1-6]|li|ul|ol|blockquote|table|tr|t[dh]|div)\b)", re.IGNORECASE)
HOST = re.compile(r"(?:https?://)?([^/?#]*)", re.IGNORECASE)
MAILBOX = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def clean(text: str) -> str:
    """The same HTML with only what the editor can make: safe to show, whoever wrote it.

    Paragraphs, headings and links without content go; a link that may not be followed leaves its words behind.
    """
    # Badly nested tables are moved about by every parser anew: what is kept must stay the same when cleaned again.
    for _again in range(PASSES):
        previous, text = text, _once(text)
        if text == previous:
            return text
    return _cleaner.clean(only_words(text).strip())


def _once(text: str) -> str:
    """The text cleaned and tidied; nh3 is always the last to touch it."""
    text = FOREIGN.sub(lambda tag: tag[1] + SAME[tag[2].lower()], _shallow(clean_lines(text)))
    cleaned = _cleaner.clean(text)
    tidy = _tidy(cleaned)
    return cleaned if tidy == cleaned else _cleaner.clean(tidy)


def _tidy(text: str) -> str:
    """Clean HTML without dead links, and without paragraphs, headings and links that hold nothing."""
    # Only now are there no entities left in which something unseen could hide.
    text = DEAD_LINK.sub(r"\1", notes.sound(clean_lines(text)))
    for _depth in ("link", "paragraph", "heading"):
        text = EMPTY.sub("", text)
    return text.strip()


def excerpt(text: str, length: int) -> str:
    """At most `length` characters of the plain words of some HTML, cut after a word with "…".

    Plain text, to be escaped like any other. An address is shown whole or not at all; one that alone is longer
    than the excerpt is cut to its host.
    """
    words = plain(text)
    if len(words) <= length:
        return words
    beginning = words[:length].rsplit(" ", 1)[0] if " " in words[:length] else ""
    return (beginning.rstrip(" ,;:–—-(") or _opening(words, length - 1)) + "…"


def plain(text: str) -> str:
    """The words of some HTML on one line, with a space where a new block began."""
    return " ".join(html.unescape(_stripper.clean(BLOCK.sub(" <", notes.LINK.sub("", _shallow(text))))).split())


def _shallow(text: str) -> str:
    """The text with only the tags that are kept or stand for one; or only its words."""
    return limit_nesting(text, TAGS | SAME.keys())


def _opening(words: str, length: int) -> str:
    """The beginning of a first word that is longer than all the room there is."""
    word = words.split(" ", 1)[0]
    if not ADDRESS.match(word):
        return word[:length]
    host = HOST.match(word)[1]
    return f"{host}/" if len(host) < length else ""


def _attribute(tag: str, name: str, value: str) -> str | None:
    pattern = VALUES.get(name)
    return value if pattern is None or pattern.fullmatch(value) else None


def _relative(address: str) -> str | None:
    """Paths of this site stay; "www.example.org" and "mail@example.org" are what people type for the whole."""
    if address[:4].lower() == "www.":
        return f"https://{address}"
    if MAILBOX.fullmatch(address):
        return f"mailto:{address}"
    return address if re.match(r"#|/(?![/\\])", address) else None


RULES = {"tags": TAGS, "attributes": ATTRIBUTES, "attribute_filter": _attribute, "link_rel": "noopener"}
RULES |= {"url_schemes": SCHEMES, "url_relative": _relative}
_cleaner = nh3.Cleaner(**RULES)
_stripper = nh3.Cleaner(tags=set())
