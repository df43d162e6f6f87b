"""The place of a row in the order of all results, as one number: by day, the newest first; then by name. Pure.

Rows without a day come after all others; last come rows that are no results themselves, such as types of events.
"""

from datetime import date

SIGNS = " 0123456789abcdefghijklmnopqrstuvwxyz"
# A day has so many places, four each for as many kinds, by the first letters of the name.
SLOTS, KINDS = 4096, 4
FIRST_LETTERS, NEXT_LETTERS = 5, 2
UNDATED = date.max.toordinal() * SLOTS
NAMES = UNDATED + len(SIGNS) ** FIRST_LETTERS * SLOTS


def place_of(day, name, kind):
    """Where a row stands if nothing stands there yet. `kind` is its number, None for what is no result."""
    if day:
        return (date.max.toordinal() - day.toordinal()) * SLOTS + _slot(name) + kind
    first = NAMES if kind is None else UNDATED
    return first + _number(name, FIRST_LETTERS) * SLOTS + _slot(name[FIRST_LETTERS:]) + (kind or 0)


def kind_at(place):
    """The number of the kind of what stands at a place."""
    return place % KINDS


def is_near(place, other):
    """Whether two places are of the same day, or of names that begin alike."""
    return place // SLOTS == other // SLOTS


def _slot(name):
    """The number that the first letters of a name give among those of one day."""
    return _number(name, NEXT_LETTERS) * (SLOTS // KINDS) // len(SIGNS) ** NEXT_LETTERS * KINDS


def _number(text, letters):
    number = 0
    for sign in text[:letters].ljust(letters):
        number = number * len(SIGNS) + max(SIGNS.find(sign), 0)
    return number
