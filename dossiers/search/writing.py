"""Writes rows of the search index, with few questions: what is published waits for it."""

from collections import defaultdict

from django.db import connection, transaction

from dossiers.models import SearchRow
from dossiers.search.places import place_of
from dossiers.search.sources import BY_LETTER, FOLLOWING
from dossiers.search.table import save, says_other, there_is
from dossiers.search.tokens import NAMING
from publishing.models import Spelling

# The words of these may be meant by words that are found nowhere; those of a country, which are many, once it is named.
SPELT = {"o", "t", "p", "r"}
# The number by which PostgreSQL knows who writes rows of what others name.
WRITING = 20_073


def write(source, keys, *, others=True):
    """Write the rows of these keys, and of what is found because they name it; take out what is found no more.

    Where somebody else writes rows of such others, or without `others`, nothing is done about them: then this returns
    their tokens, and those of what is called otherwise now, for `write_named`. Three questions read, and one writes
    what is there or what is new; more are asked only because of others.
    """
    after, own = _rows(source, keys), {*source.tokens_of(keys)}
    there = there_is(own | {*after} | {*filter(_is_beside, _named(after))})
    before = {name: there[name] for name in own | {*after} if name in there}
    first, lost = (set(filter(_is_beside, each)) for each in _differences(before, after))
    called = {name for name, row in after.items() if name[1] in SPELT and says_other(there.get(name), row)}
    named, gone = first | lost | called, {*before} - {*after}
    is_alone = others and bool(named) and _is_alone()
    if is_alone:
        there = _as_left(there, named)
        after |= _found(first - {*there})
        gone |= _not_found(lost)
        _spell((there | after)[name] for name in (first | called) & {*there, *after})
    save(after, there, gone)
    return set() if is_alone else named


@transaction.atomic(savepoint=False)
def write_named(names):
    """Write what is found because of what names it, and keep its words. Waits for others who do; hold nothing then."""
    _is_alone(wait=True)
    for source, keys in by_source(names).items():
        write(source, keys, others=False)
    _spell(SearchRow.objects.filter(token__in=names))


def by_source(tokens):
    """Those of some tokens that come and go with others: {source: keys}."""
    keys_of = defaultdict(list)
    for name in sorted(tokens):
        if name[1] in FOLLOWING:
            keys_of[BY_LETTER[name[1]]].append(name[2:])
    return keys_of


def _rows(source, keys):
    return {
        name: SearchRow(place_of(day, called, source.number, name), name, text)
        for name, (day, called, text) in source.words(keys).items()
    }


def _named(rows):
    """The tokens of all that rows name."""
    return {word for row in rows.values() for word in row.folded.split() if word[0] == "@"}


def _differences(before, after):
    """What rows name now and did not, and what they did and do not."""
    return _named(after) - _named(before), _named(before) - _named(after)


def _as_left(there, names):
    """The rows that were read, but those of these names as others left them who wrote until now."""
    if not connection.features.has_select_for_update:
        return there
    return {name: row for name, row in there.items() if name not in names} | there_is(names)


def _is_beside(name):
    """Whether the row of what is named is read, too: to know whether it is there, or what it is called."""
    return name[1] in FOLLOWING or name[1] == "c"


def _found(tokens):
    """The rows of what is found from now on: {token: row}."""
    rows = {}
    for source, keys in by_source(tokens).items():
        rows |= _rows(source, keys)
    return rows


def _not_found(tokens):
    """Those of some tokens that readers do not find any more."""
    gone = set()
    for source, keys in by_source(tokens).items():
        found = source.rows().filter(pk__in=keys).order_by().values_list("pk", flat=True)
        gone |= {*source.tokens_of(keys)} - {*source.tokens_of(found)}
    return gone


def _spell(rows):
    """Keep the words of what is called so, to guess what was meant by others. One statement."""
    texts = [row.folded for row in rows if row.token[1] in SPELT or row.token[1] == "c"]
    if texts:
        words = (word.removeprefix(NAMING) for text in texts for word in text.split())
        Spelling.objects.add(*(word for word in words if word.isalnum()))


def _is_alone(*, wait=False):
    """Whether nobody else writes what others name, from now until the transaction ends.

    Who publishes several items at once would else wait in a circle with others who do. SQLite's writer is alone anyway.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_{'' if wait else 'try_'}advisory_xact_lock(%s)", [WRITING])
        return cursor.fetchone()[0]
