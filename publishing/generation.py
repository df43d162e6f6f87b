"""The one door: every change that a reader can see is noted here, in the transaction that makes it.

Live rows change in `redraw`, which notes; reference rows, texts, pictures and documents note themselves
(`editing.models.NotedModel`). Nothing else announces a change. Who keeps what was read keeps `count` of the names that
it hangs on, asked before reading, and compares: while it is the same, so is what was read.
"""

import time
from contextlib import contextmanager
from functools import partial

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from editing.models import ANY
from publishing.models import ChangeCount

# Names that hang on more than a row: what shows anything at all that changes, and what was read of another database.
ANYTHING, EVERYTHING = "anything", "everything"
# A change of more rows is one of every row of the kind, and what shows on more pages is one of all pages of theirs.
MOST = 1000


def name_of(kind, key) -> str:
    """What a row goes by here: `kind` is an item's kind or a model's name. ANY stands for every row of the kind."""
    return f"{kind} {key}"


def names_for(kind, *keys) -> list[str]:
    """The names on which the page of rows of a kind hangs."""
    return [EVERYTHING, *(name_of(kind, key) for key in (ANY, *keys))]


def note(kind, keys, most=MOST) -> None:
    """Note that readers may see other rows from now on, and all pages that show them; of more rows than `most`, that
    any may be another."""
    keys = [*keys]
    few = _few(keys, most)
    _append(kind, few, _names(kind, few))
    _search(kind, keys)


@contextmanager
def noting(kind, keys, moved):
    """Note the change that the block makes: the pages are noted that show these rows before or after it. Before, only
    those of the rows are looked for that were named elsewhere, or named others: the `moved`.

    Gives a set: of the kinds of names that the block puts there it knows that they stay as they are.
    """
    keys, same = [*keys], set()
    before = _names_of_each(kind, moved)
    yield same
    few = _few(keys, MOST)
    _append(kind, few, before | _names_of_each(kind, few), same)
    _search(kind, keys)


def note_other_database() -> None:
    """Note that a backup took the place of the whole database: whatever was read before is to be read anew.

    Its own counts are ones that were had before, so they go on from a number that no database has had.
    """
    moment = time.time_ns() // 1_000_000
    ChangeCount.objects.bulk_create(ChangeCount(name=name, times=moment) for name in (ANYTHING, EVERYTHING))


def count(names) -> int:
    """A number that has grown whenever something of these names changed. Compare it for being the same."""
    return ChangeCount.objects.of(names)


def counts(kind, keys) -> dict:
    """The count of what the page of each row of a kind hangs on, in one question: {key: count}."""
    return counts_among(numbers(names_for(kind, *keys)), kind, keys)


def numbers(names) -> dict:
    """How often what goes by each of these names changed, in one question: {name: number}; 0 is left out."""
    return ChangeCount.objects.by_name(names)


def counts_among(numbers, kind, keys) -> dict:
    """The same as `counts`, among such numbers."""
    common = sum(numbers.get(name, 0) for name in names_for(kind))
    return {key: common + numbers.get(name_of(kind, key), 0) for key in keys}


def now() -> int:
    """The count of all changes together."""
    return count([ANYTHING])


def _few(keys, most):
    return keys if len(keys) <= most else [ANY]


def _search(kind, keys):
    """Have search find the rows as they are now, each of them however many."""
    import_string(settings.CHANGES_ARE_SEARCHED_BY)(kind, keys)


def _names(kind, keys):
    pages = import_string(settings.PAGES_ARE_FOUND_BY)(kind, keys)
    return {ANYTHING} | {name_of(kind, key) for key in keys} | {name_of(*page) for page in pages}


def _names_of_each(kind, keys):
    """The same, but that so many pages together are not said to be any page: then of each half of the rows."""
    names = _names(kind, keys) if keys else {ANYTHING}
    half = len(keys) // 2
    if half and any(name.endswith(" ") for name in names):
        return _names_of_each(kind, keys[:half]) | _names_of_each(kind, keys[half:])
    return names


def _append(kind, keys, names, same=frozenset()):
    """Count a change of each name, but of the kinds that stay the same. Where several write at once, what others commit
    meanwhile may show the rows, too: that is looked up once more after the commit.
    """
    ChangeCount.objects.append(sorted(_but(names, same)))
    if connection.features.has_select_for_update:
        transaction.on_commit(partial(_append_others, kind, keys, names, same), robust=True)


def _append_others(kind, keys, names, same):
    if others := _but(_names(kind, keys) - names, same):
        ChangeCount.objects.append(sorted({ANYTHING, *others}))


def _but(names, same):
    return {name for name in names if name.partition(" ")[0] not in same}
