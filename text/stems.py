"""Stems: what the forms of a word share ("programme", "programmes"), in languages that have a stemmer. Pure."""

from functools import lru_cache

import snowballstemmer

from text.folding import question_words

# None knows Bulgarian, Croatian, Latvian, Maltese, Slovak and Slovenian: there, beginnings of words have to do.
ALGORITHMS = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hu": "hungarian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
# Longer words have few forms, and a stemmer takes long over them.
LONGEST = 25


@lru_cache(100_000)
def stem(word: str, language: str) -> str:
    """The folded stem of one word, in small letters; "" where the language has no stemmer."""
    algorithm = ALGORITHMS.get(language[:2])
    if not algorithm or len(word) > LONGEST:
        return ""
    stemmed = snowballstemmer.stemmer(algorithm).stemWord(word)  # a new one each time: it keeps what it works on
    return "".join(question_words(stemmed))


def stems(text: str, language: str) -> list[str]:
    """The stems of all words of a text, each once."""
    pieces = {word.strip("“”„\"'’.,;:!?()[]") for word in text.lower().split()}
    return sorted({stem(part, language) for piece in pieces for part in piece.split("-")} - {""})
