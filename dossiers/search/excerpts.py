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
    text, is_asked = text[:LONGEST], _asked(tuple(terms))
    first = next((match.start() for match in WORD.finditer(text) if is_asked(match[0])), 0)
    start = 0 if first <= BEFORE else text.rfind(" ", 0, first - BEFORE) + 1
    end = len(text) if len(text) <= start + LENGTH else max(text.rfind(" ", start, start + LENGTH), first + 1)
    pieces = marked(text[start:end], terms)
    return [*([("… ", False)] if start else []), *pieces, *([(" …", False)] if end < len(text) else [])]


def marked(text, terms):
    """A text in pieces, [(piece, whether it was asked for)]."""
    pieces, done, is_asked = [], 0, _asked(tuple(terms))
    for match in WORD.finditer(text):
        if is_asked(match[0]):
            pieces += [(text[done : match.start()], False), (match[0], True)]
            done = match.end()
    return [piece for piece in [*pieces, (text[done:], False)] if piece[0]]


@lru_cache(4)
def _asked(terms):
    """Whether a question means a word: as its beginning or its stem; in a phrase, as it is. Each is looked at once."""
    whole = {word for term in terms if term.is_phrase for word in term.words}
    beginnings = tuple(each for term in terms if not term.is_phrase for each in (*term.words, *_long(term.stems)))

    @lru_cache(5_000)
    def is_asked(word):
        return any(each in whole or each.startswith(beginnings) for each in question_words(word))

    return is_asked


def _long(stems):
    return [stem for stem in stems if len(stem) > 3]
