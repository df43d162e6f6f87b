"""Folding: text brought down to plain small letters, so that order and search forgive accents, case and alphabet."""

import re
from unicodedata import category, normalize

from anyascii import anyascii

# How a word may stand among words that have a space on both sides of each: whole, or as a beginning.
WHOLE, BEGINNING = FORMS = (" {} ", " {}")
# Letters: no index of a database takes longer words, and PostgreSQL's no more of them in one row.
LONGEST_WORD, LONGEST_TEXT = 100, 900_000


def fold(text: str) -> str:
    """Return `text` in small Latin letters without accents, with single spaces: what it is sorted by.

    The same on every database.
    """
    return " ".join(anyascii(text).casefold().split())


def words(text: str) -> list[str]:
    """The folded words of `text`, which ends a word at anything that is no letter and no digit."""
    if text.isascii():  # the same, ten times as fast
        return [word[:LONGEST_WORD] for word in re.findall("[a-z0-9]+", text.lower())]
    letters = "".join(map(_letter, normalize("NFKC", text)))
    # In alphabets without capitals and accents of ours an apostrophe stands for a letter: L'viv is one word.
    spelt = re.findall("[a-z0-9]+", re.sub("['`]", "", anyascii(letters).casefold()))
    return [word[:LONGEST_WORD] for word in spelt]


def question_words(text: str) -> list[str]:
    """The words of a question, in the form in which all spellings meet."""
    return _common(" ".join(words(text))).split()


def search_text(text: str, marks: list[str] = ()) -> str:
    """What a question is looked for in, a space on both sides of each word.

    These are the words of `text` as they meet, one after the other; then those that are written otherwise, as they are;
    then `marks`.
    """
    spelt = words(text)
    met = _common(" ".join(spelt)).split()
    others = dict.fromkeys(word for word, common in zip(spelt, met, strict=True) if word != common)
    joined = "".join(f" {form}" for form in (*met, *others, *marks))
    whole = joined if len(joined) <= LONGEST_TEXT else joined[:LONGEST_TEXT].rpartition(" ")[0]
    return f"{whole} " if text else ""


def title_marks(title: str) -> list[str]:
    """The words of a title, marked as such."""
    return [f"^{word}" for word in dict.fromkeys(question_words(title))]


def rank(searched_text: str, question: list[str]) -> int | None:
    """How well the words of a question stand in a `search_text` text: 0 all whole, 1 all as beginnings, or None."""
    fits = (all(form.format(word) in searched_text for word in question) for form in FORMS)
    return next((number for number, fit in enumerate(fits) if fit), None)


def _common(words: str) -> str:
    """Words in the form in which ä and ae, ö, ø and oe, å and aa, ü and ue are the same; accents are gone already."""
    return re.sub("a[ae]+|[ou]e", lambda pair: pair[0][0], words)


def _letter(sign: str) -> str:
    """A sign of a word as it is; a space for one between words; nothing for one that nobody sees."""
    kind = category(sign)
    if kind == "Cf":
        return ""
    is_apostrophe = kind in ("Lm", "Sk") and not anyascii(sign).isalnum()
    return sign if kind[0] in "LNM" and not is_apostrophe else " "
