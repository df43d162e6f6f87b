"""The table of the search index: what is there of some rows, and how others are brought into it."""

from operator import attrgetter

from django.db import connection
from django.db.models import Q

from dossiers.models import SearchRow
from dossiers.search.places import KINDS, is_near
from publishing.models.prepared import KEYS, Prepared
from publishing.models.statements import update

# So many places from its own on are looked through for one that is free.
BESIDE = 16
THERE = Prepared(lambda names: SearchRow.objects.filter(token__among=names), KEYS)


def there_is(names):
    """What there is of these names: {token: row}. One question."""
    return {row.token: row for row in THERE.ask([*names])}


def save(rows, there, gone=frozenset(), taken=frozenset()):
    """Bring the table to what `rows` say. What others wrote meanwhile is looked at, and tried once more."""
    stay = {name for name in rows if name in there and is_near(there[name].place, rows[name].place)}
    if gone := {*gone, *(name for name in rows if name in there and name not in stay)}:
        SearchRow.objects.filter(token__in=gone).delete()
    changed = [
        SearchRow(there[name].place, name, rows[name].folded)
        for name in sorted(stay)
        if says_other(there[name], rows[name])
    ]
    new = [rows[name] for name in sorted(rows) if name not in stay]
    update(changed, "folded")
    if left := _insert(new, {*taken}) if new else []:
        save({row.token: row for row in left}, there_is({row.token for row in left}), taken=_taken(left))


def _taken(rows):
    """The places that are taken next to those of some rows, which are few."""
    near = Q()
    for row in rows:
        near |= Q(place__range=(row.place, row.place + BESIDE * KINDS))
    return {*SearchRow.objects.filter(near).values_list("place", flat=True)}


def _insert(rows, taken):
    """Write new rows, each in the first place from its own on that is free. Returns those that others prevented."""
    for row in rows:
        while row.place in taken:
            row.place += KINDS
        taken.add(row.place)
    if connection.vendor == "sqlite":  # its index of words takes in one portion what comes in order, else many
        rows = sorted(rows, key=attrgetter("place"))
    values = ", ".join(["(%s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{SearchRow._meta.db_table}" (place, token, folded) VALUES {values}'
            " ON CONFLICT DO NOTHING RETURNING token",
            [column for row in rows for column in (row.place, row.token, row.folded)],
        )
        written = {name for (name,) in cursor.fetchall()}
    return [row for row in rows if row.token not in written]


def says_other(before, row):
    """Whether a row is new, or has other words."""
    return not before or before.folded != row.folded
