"""What somebody looks for: words, and phrases in quotation marks. Any text is a question. Pure."""

import re
from dataclasses import dataclass

from text.folding import question_words
from text.stems import ALGORITHMS, stem

# Of a question so many words are looked for.
MOST_WORDS = 20
QUOTES = re.compile('["“”„«»]')
# Readers ask in English, or in the language of what they look for.
LANGUAGES = tuple(dict.fromkeys(ALGORITHMS))


@dataclass(frozen=True)
class Term:
    """One word of a question with its stems, or a phrase of several, which is looked for as it is."""

    words: tuple[str, ...]
    stems: tuple[str, ...] = ()
    is_phrase: bool = False

    @property
    def spellings(self):
        """For each word, itself and its stems."""
        return [(word, *self.stems) for word in self.words]

    @property
    def lookup(self):
        """The lookup of a FoldedField for it, and what that is given."""
        return ("phrase", self.words) if self.is_phrase else ("similar", self.spellings)


def terms(text: str) -> list[Term]:
    """The terms of a question, with at most MOST_WORDS words; none for a text without a letter or digit."""
    found, left = [], MOST_WORDS
    for number, part in enumerate(QUOTES.split(text)):
        new = _phrase(part, left) if number % 2 else [each for word in part.split() for each in _words(word)][:left]
        found += new
        left -= sum(len(term.words) for term in new)
    return list(dict.fromkeys(found))


def _phrase(part, left):
    words = tuple(question_words(part)[:left])
    return [Term(words, is_phrase=True)] if words else []


def _words(word):
    folded = question_words(word)
    if len(folded) != 1:
        return [Term((each,)) for each in folded]
    plain = re.sub(r"\W", "", word.lower())
    stems = dict.fromkeys(stem(plain, language) for language in LANGUAGES)
    return [Term((folded[0],), tuple(filter(None, stems)))]
