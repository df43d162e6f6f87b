"""What somebody may have meant whose words are found nowhere: words of titles and names that are nearly the same."""

from difflib import get_close_matches

from dossiers.search.kinds import KINDS
from text.folding import question_words

# Words that begin alike are compared, of so many titles of a kind; so like must they be.
BEGINNING, COMPARED, LIKE = 2, 300, 0.7
WORDS = 3  # of a question


def meant(text):
    """The question with the words that stand in titles in the place of those that are nearly so; "" where none is.

    One query, by the index of words.
    """
    asked = [word for word in question_words(text) if len(word) > BEGINNING]
    known = sorted(_words_of_titles({word[:BEGINNING] for word in asked})) if asked else []
    instead = {word: (get_close_matches(word, known, 1, LIKE) or [word])[0] for word in asked}
    better = " ".join(instead.get(word, word) for word in question_words(text))
    return better if better != " ".join(question_words(text)) else ""


def _words_of_titles(beginnings):
    """The words of the titles in which a word begins so, as they are looked for."""
    first, *others = (_titles(kind, each) for kind in KINDS.values() for each in sorted(beginnings)[:WORDS])
    return {word for title in first.union(*others) for word in question_words(*title)}


def _titles(kind, beginning):
    rows = kind.rows().filter(folded__in_title=[(beginning,)])
    keys = kind.in_order(rows).values("pk")[:COMPARED]
    return rows.model._base_manager.filter(pk__in=keys).order_by().values_list(kind.name)
