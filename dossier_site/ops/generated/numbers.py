"""The numbers of made-up rows: each has one of seven digits, of which its id and its address are made.

A mould is published under numbers that nothing else has; a copy has others in their place, and is otherwise the same.
"""

# In a mould: its own number, those of two taskforces that it may name (the smaller one first), an organisation's.
NUMBERS = OWN, FIRST, SECOND, ORGANISATION = "9999991", "9999992", "9999993", "9999994"
# A prime: multiples of another number, taken modulo this one, come once each, and in no order that a database likes.
MOST, STEP = 9_999_991, 6_180_339


def written(number: int) -> str:
    """A number as ids, addresses and titles have it: always as long, so that nothing is cut elsewhere."""
    return f"{number:07}"


def scattered(index: int) -> str:
    """A number for the row of this index, as far from its neighbours' as random ids are."""
    return written(index * STEP % MOST)


def event_key(number: str) -> str:
    """The id of a made-up event."""
    return f"e{number}-0000-4000-8000-000000000000"


def taskforce_key(number: str) -> str:
    """The id of a made-up taskforce."""
    return f"a{number}-0000-4000-8000-000000000000"


def organisation_key(number: str) -> str:
    """The id of a made-up organisation."""
    return f"d{number}-0000-4000-8000-000000000000"


def part_key(key: str, part: int) -> str:
    """The id of a part of an item, near to that of the item."""
    return f"{key[:-4]}{part:04}"
