"""How deep and how long HTML is, before a parser reads it: parsing takes time in the square of the depth. Pure."""

import html
import re
from collections import Counter

# Deeper than any text for people.
DEEPEST = 100
# Longer than any text that is accepted (`text.fields.RichTextField`) can get by cleaning.
LONGEST = 2_000_000
# A comment, a declaration, a script or a style with all in it, or a tag, cut as HTML's parsers cut (HTML, 13.2.5):
# "</b>" in a comment or in an attribute ends nothing. Each reads on from where the last one ended, and never back.
TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?:[!?]|/(?![a-z]))[^>]*+(?:>|\Z)"
    r"|<(?P<raw>script|style)(?=[\s/>]).*?(?:</(?P=raw)(?=[\s/>])[^>]*+(?:>|\Z)|\Z)"
    r"|<(?P<slash>/?)(?P<name>[a-z][^\s/>]*+)"
    r"""(?:[\s/]|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?+)?+)*+(?:>|\Z)""",
    re.IGNORECASE | re.DOTALL,
)
# These end by themselves, or never hold anything.
SHALLOW = {"p", "li", "tr", "td", "th", "thead", "tbody", "dd", "dt", "br", "img", "hr", "input", "col", "wbr"}


def limit_nesting(text: str, allowed: set[str]) -> str:
    """The text with no tags but the `known`; only its words, when it is so long or so deep that nobody can mean it.

    Comments, scripts and styles go with all that is in them: they, and unknown tags, could swallow the end of what is
    around them, and the depth could not be counted. Everything else of HTML is left to the cleaner.
    """
    is_long = len(text) > LONGEST
    text = text if is_long else TOKEN.sub(lambda token: token[0] if _name(token) in allowed else "", text)
    if is_long or _depth(text) > DEEPEST:
        return only_words(text)
    return text


def only_words(text: str) -> str:
    """The words of some HTML, escaped, in the place of it."""
    return html.escape(html.unescape(re.sub(r"<[^<>]*>", " ", text)))


def _name(token: re.Match) -> str:
    """Which tag a token is; "" for a comment and the like."""
    return (token["name"] or "").lower()


def _depth(text: str) -> int:
    """How deep the tags are nested at most."""
    still_open, depth, deepest = Counter(), 0, 0
    for token in TOKEN.finditer(text):
        name = _name(token)
        if name and name not in SHALLOW:
            old_count = still_open[name]
            still_open[name] = max(0, old_count + (-1 if token["slash"] else 1))
            depth += still_open[name] - old_count
            deepest = max(depth, deepest)
    return deepest
