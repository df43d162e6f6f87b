"""Folding: text brought down to plain small letters, so that a search forgives accents, case and alphabet."""

from anyascii import anyascii


def fold(text: str) -> str:
    """Return `text` as a search sees it: Latin letters without accents, small, single spaces.

    The same on every database, and the same for what is stored and for what is asked: fold both sides.
    """
    return " ".join(anyascii(text).casefold().split())
