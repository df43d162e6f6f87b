"""Writes rows of the search index, with few questions: what is published waits for it."""

from collections import defaultdict

from django.db import connection
from django.db.models import Q, TextField, Value

from dossiers.models import SearchRow
from dossiers.search.places import KINDS, is_near, place_of
from dossiers.search.sources import BY_LETTER, FOLLOWING
from publishing.models import Spelling

# So many places from its own on are looked through for one that is free.
BESIDE = 16
# The words of these may be meant by words that are found nowhere; those of a country, which are many, once it is named.
SPELT = {"o", "t", "p", "r"}


def write(source, keys):
    """Write the rows of these keys, and of what is found because they name it; take out what is found no more.

    Returns the tokens of those that may come and go with them. Three questions read, and one writes what is there or
    what is new; others are asked where something is named that was not, or is no more.
    """
    after, own = _rows(source, keys), {*source.tokens_of(keys)}
    there, taken = _there(own | {*after} | {*filter(_is_beside, _named(after))}, after.values())
    before = {name: there[name] for name in own | {*after} if name in there}
    first, lost = _named(after) - _named(before), _named(before) - _named(after)
    for follower, others in by_source(first - {*there}).items():
        after |= _rows(follower, others)
    gone = {*before} - {*after} | _not_found(lost)
    _save(after, there, taken, gone)
    _spell(after, there, first)
    return {name for name in first | lost if name[1] in FOLLOWING}


def by_source(tokens):
    """Those of some tokens that come and go with others: {source: keys}."""
    keys_of = defaultdict(list)
    for name in sorted(tokens):
        if name[1] in FOLLOWING:
            keys_of[BY_LETTER[name[1]]].append(name[2:])
    return keys_of


def _rows(source, keys):
    return {
        name: SearchRow(place_of(day, called, source.number), name, text)
        for name, (day, called, text) in source.words(keys).items()
    }


def _named(rows):
    """The tokens of all that rows name."""
    return {word for row in rows.values() for word in row.folded.split() if word[0] == "@"}


def _is_beside(name):
    """Whether the row of what is named is read, too: to know whether it is there, or what it is called."""
    return name[1] in FOLLOWING or name[1] == "c"


def _not_found(tokens):
    """Those of some tokens that readers do not find any more."""
    gone = set()
    for source, keys in by_source(tokens).items():
        found = source.rows().filter(pk__in=keys).order_by().values_list("pk", flat=True)
        gone |= {*source.tokens_of(keys)} - {*source.tokens_of(found)}
    return gone


def _there(names, rows):
    """What there is of these names, {token: row}; and the places that are taken next to those of rows. One question."""
    near = Q(place__in=[])
    for row in rows:
        near |= Q(place__range=(row.place, row.place + BESIDE * KINDS))
    known = SearchRow.objects.filter(token__in=names).values_list("place", "token", "folded")
    taken = SearchRow.objects.filter(near).values_list("place", Value("", TextField()), Value("", TextField()))
    found = [*known.union(taken, all=True)]
    return {name: SearchRow(place, name, text) for place, name, text in found if name}, {place for place, *_ in found}


def _save(rows, there, taken, gone=frozenset()):
    """Bring the table to what `rows` say. What others wrote meanwhile is looked at, and tried once more."""
    stay = {name for name in rows if name in there and is_near(there[name].place, rows[name].place)}
    if gone := {*gone, *(name for name in rows if name in there and name not in stay)}:
        SearchRow.objects.filter(token__in=gone).delete()
    changed = [
        SearchRow(there[name].place, name, rows[name].folded)
        for name in sorted(stay)
        if _says_other(there[name], rows[name])
    ]
    new = [rows[name] for name in sorted(rows) if name not in stay]
    SearchRow.objects.bulk_update(changed, ["folded"])
    if left := _insert(new, taken) if new else []:
        _save({row.token: row for row in left}, *_there({row.token for row in left}, left))


def _insert(rows, taken):
    """Write new rows, each in the first place from its own on that is free. Returns those that others prevented."""
    for row in rows:
        while row.place in taken:
            row.place += KINDS
        taken.add(row.place)
    values = ", ".join(["(%s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{SearchRow._meta.db_table}" (place, token, folded) VALUES {values}'
            " ON CONFLICT DO NOTHING RETURNING token",
            [column for row in rows for column in (row.place, row.token, row.folded)],
        )
        written = {name for (name,) in cursor.fetchall()}
    return [row for row in rows if row.token not in written]


def _spell(after, there, first):
    """Keep the words of what is called otherwise, and of countries that are named first, to guess what was meant."""
    called = [row.folded for name, row in after.items() if name[1] in SPELT and _says_other(there.get(name), row)]
    called += [there[name].folded for name in first if name[1] == "c" and name in there]
    if called:
        Spelling.objects.add(*(word for text in called for word in text.split() if word.isalnum()))


def _says_other(before, row):
    return not before or before.folded != row.folded
