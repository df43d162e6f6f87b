"""Marks behind statements that name a source: "Two schools began [source: Rectorat 2021]." Pure.

A mark holds the short name of a source, so it stays right whatever order the sources stand in. Readers see a number in
its place that leads to the source, in the form of footnotes (`text.notes`).
"""

import html
import re
from collections import Counter

from text import notes, richtext

# A tag is passed over, so that no attribute is looked into; within a mark tags are kept.
TAG = re.compile(r"<[^<>]*>")
MARK = re.compile(r"<[^<>]*>|(?:\s|&nbsp;){0,3}\[source:((?:[^\[\]<>]|<[^<>]*>){1,300})\]", re.IGNORECASE)


# The links that stand for marks, and where they are.
LINK = re.compile(r'<sup><a id="ref_source[0-9]+_[0-9]+"[^<>]*>(\[[0-9]+\])</a></sup>')
PLACE = re.compile(r'<a id="(ref_source([0-9]{1,4})_[0-9]{1,4})"')


def name_key(name: str) -> str:
    """The form of a name in which small and capital letters are the same."""
    return " ".join(name.split()).casefold()


def names_in(text: str) -> list[str]:
    """The names in the marks of some HTML, as they are written, each once."""
    return list(dict.fromkeys(richtext.plain(name) for name in MARK.findall(text) if name))


def without_marks(words: str, numbers: dict[str, int]) -> tuple[str, list[int]]:
    """A plain text without its marks, and the numbers of the sources that they name, each once.

    `numbers` are those of all sources by `name_key`. A mark that names none of them stays as it is.
    """
    text = html.escape(words, quote=False)
    named = [numbers[key] for key in map(name_key, names_in(text)) if key in numbers]
    text = MARK.sub(lambda mark: "" if _number(mark, numbers) else mark[0], text)
    return html.unescape(text) if named else words, named


def with_links(text: str, numbers: dict[str, int]) -> str:
    """The same of clean HTML, in which each mark becomes a link to the note of its source."""
    times: Counter[int] = Counter()

    def link(mark):
        number = _number(mark, numbers)
        if not number:
            return mark[0]
        times[number] += 1
        link = f'<a id="ref_source{number}_{times[number]}" href="#{notes.SOURCE}{number}">[{number}]</a>'
        return f"<sup>{link}</sup>{''.join(TAG.findall(mark[1]))}"

    return richtext.clean(MARK.sub(link, text))


def with_numbers(text: str) -> str:
    """HTML that `with_links` made as plain words, with the numbers of sources in it."""
    return richtext.plain(LINK.sub(r" \1", text))


def places(text: str, number: int) -> list[str]:
    """Where a source is named in HTML that `with_links` made: the ids."""
    return [place for place, named in PLACE.findall(text) if int(named) == number]


def _number(mark: re.Match, numbers: dict[str, int]) -> int:
    """The number of the source that a mark names; 0 for a tag, and for a name that no source has."""
    return numbers.get(name_key(richtext.plain(mark[1])), 0) if mark[1] else 0
