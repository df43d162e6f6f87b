"""The place of a row in the order of all results, as one number: by day, the newest first; then by name. Pure.

Rows without a day come after all others; last come rows that are no results themselves, such as types of events.
"""

from datetime import date
from zlib import crc32

SIGNS = " 0123456789abcdefghijklmnopqrstuvwxyz"
# A day has so many places: by the first letters of the name, then scattered, four each for as many kinds. So two rows
# hardly ever want the same place: who publishes several at once would wait for others who do.
BY_LETTERS, SCATTERED, KINDS = 1024, 4096, 4
SLOTS = BY_LETTERS * SCATTERED * KINDS
FIRST_LETTERS, NEXT_LETTERS = 5, 2
UNDATED = date.max.toordinal() * SLOTS
NAMES = UNDATED + len(SIGNS) ** FIRST_LETTERS * SLOTS


def place_of(day, name, kind, key):
    """Where a row stands if nothing stands there yet. `kind` is its number, None for what is no result."""
    if day:
        return (date.max.toordinal() - day.toordinal()) * SLOTS + _slot(name, key) + kind
    first = NAMES if kind is None else UNDATED
    return first + _number(name, FIRST_LETTERS) * SLOTS + _slot(name[FIRST_LETTERS:], key) + (kind or 0)


def kind_at(place):
    """The number of the kind of what stands at a place."""
    return place % KINDS


def first_of_day(place):
    """The first place of the same day, or of names that begin alike, for what is of the same kind."""
    return place // SLOTS * SLOTS + kind_at(place)


def free_steps(taken):
    """How far from the first place of any day nothing stands that is in `taken`, the nearest first."""
    steps = {place % SLOTS // KINDS for place in taken}
    return (step * KINDS for step in range(SLOTS // KINDS) if step not in steps)


def is_near(place, other):
    """Whether two places are of the same day, or of names that begin alike."""
    return place // SLOTS == other // SLOTS


def _slot(name, key):
    """The number that the first letters of a name give among those of one day, and that of the key among these."""
    letters = _number(name, NEXT_LETTERS) * BY_LETTERS // len(SIGNS) ** NEXT_LETTERS
    return (letters * SCATTERED + crc32(key.encode()) % SCATTERED) * KINDS


def _number(text, letters):
    number = 0
    for sign in text[:letters].ljust(letters):
        number = number * len(SIGNS) + max(SIGNS.find(sign), 0)
    return number
