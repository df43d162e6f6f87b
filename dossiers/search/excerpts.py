"""The part of a text in which the words of a question stand, with these marked. Pure."""

import re
from functools import lru_cache

from text.folding import question_words

WORD = re.compile(r"[^\W_]+")
LENGTH, BEFORE = 240, 60
# Of a long text so many letters are looked through.
LONGEST = 100_000


def excerpt(text, terms):
    """The part of `text` around the first word of the question, as [(piece, whether it was asked for)]."""
    text = text[:LONGEST]
    first = next((match.start() for match in WORD.finditer(text) if _is_asked(match[0], terms)), 0)
    start = 0 if first <= BEFORE else text.rfind(" ", 0, first - BEFORE) + 1
    end = len(text) if len(text) <= start + LENGTH else max(text.rfind(" ", start, start + LENGTH), first + 1)
    pieces = marked(text[start:end], terms)
    return [*([("… ", False)] if start else []), *pieces, *([(" …", False)] if end < len(text) else [])]


def marked(text, terms):
    """A text in pieces, [(piece, whether it was asked for)]."""
    pieces, done = [], 0
    for match in WORD.finditer(text):
        if _is_asked(match[0], terms):
            pieces += [(text[done : match.start()], False), (match[0], True)]
            done = match.end()
    return [piece for piece in [*pieces, (text[done:], False)] if piece[0]]


def _is_asked(word, terms):
    """Whether a term of the question means a word: as its beginning or its stem; in a phrase, as it is."""
    spelt = _spelt(word)
    return any(_means(term, each) for term in terms for each in spelt)


@lru_cache(50_000)
def _spelt(word):
    return tuple(question_words(word))


def _means(term, word):
    if term.is_phrase:
        return word in term.words
    beginnings = (*term.words, *(stem for stem in term.stems if len(stem) > 3))
    return word.startswith(beginnings)
