"""The beginnings of the words of a row, which SQLite's index takes in as words of their own, each once. Pure.

FTS5 would keep beginnings itself, but those of stems and tokens, too, and each as often as its word stands in a row:
its entries would be more than twice as many.
"""

import re

# Beginnings of more letters are put together from the words that begin so, which are few.
LONGEST, MARK = 10, "+"
# What SQL calls `beginnings`. Another way to make them needs another name: then indexes are made anew.
FUNCTION = "beginnings_1"
# A word may have the mark of titles, or that of names of what a row names. Nobody asks for beginnings of stems, or of
# tokens.
MARKS = "", "^", "@n"
BEGINNING = re.compile(rf" ((?:\^|@n)?[a-z0-9]{{1,{LONGEST}}})")


def beginnings(folded: str) -> str:
    """The beginnings of the words of a folded text, marked, with a space before each."""
    found = dict.fromkeys(MARKS)
    for word in BEGINNING.findall(folded):
        while word not in found:
            found[word] = None
            word = word[:-1]
    for mark in MARKS:
        del found[mark]
    return f" {MARK}".join(("", *found))


def beginning(form: str) -> str | None:
    """How the index knows what begins with this form of a word; None where that is too long."""
    return MARK + form if BEGINNING.fullmatch(f" {form}") else None
