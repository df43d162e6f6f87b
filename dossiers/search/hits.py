"""What a search finds in all kinds together: hits in the title first, then by date."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, DateField, IntegerField, TextField, Value
from django.db.models.functions import Cast, Coalesce

from dossiers.search.kinds import KINDS

# So many of a kind are shown, the best of all that are found: nobody turns more pages.
MOST = 200
NO_DAY = date.min


class Hit(NamedTuple):
    """One thing that was found: its kind, its key, and what it is sorted by."""

    kind: str
    key: UUID
    rank: int
    day: date
    name: str

    @property
    def place(self):
        """What hits are sorted by."""
        return self.rank, -self.day.toordinal(), self.name, [*KINDS].index(self.kind), self.key.hex


def hits(asked):
    """The best hits of each kind, best first. One query, which ranks no more than are shown."""
    parts = [part for name, kind in KINDS.items() for part in _parts(name, kind, kind.found(asked))]
    first, *others = parts
    found = {}
    for kind, key, rank, day, name in first.union(*others, all=True):
        hit = Hit(kind, UUID(key), rank, date.fromisoformat(day), name)
        known = found.get((kind, hit.key))
        found[kind, hit.key] = min(known, hit, key=lambda each: each.rank) if known else hit
    return sorted(found.values(), key=lambda hit: hit.place)


def _parts(name, kind, rows):
    """The first rows with all words in their titles, and the first of all."""
    for rank, part in enumerate((rows.in_title(), rows)):
        keys = kind.in_order(part).values("pk")[:MOST]
        chosen = rows.model._base_manager.filter(pk__in=keys).order_by()
        day = Cast(kind.day, DateField()) if kind.day else Value(NO_DAY, DateField())
        columns = {
            "hit_kind": Value(name, CharField()),
            "hit_key": Cast("pk", TextField()),
            "hit_rank": Value(rank, IntegerField()),
            "hit_day": Cast(Coalesce(day, Value(NO_DAY, DateField())), TextField()),
            "hit_name": Cast(kind.name, TextField()),
        }
        yield chosen.values(**columns).values_list(*columns)


def rows_of(page):
    """The rows of some hits, in their order, as [(hit, row)]: at most a query for each kind and for what it names."""
    rows = {}
    for name, kind in KINDS.items():
        if keys := [hit.key for hit in page if hit.kind == name]:
            found = kind.rows().defer("folded").in_bulk(keys)
            rows |= {(name, key): row for key, row in found.items()}
    return [(hit, rows[hit.kind, hit.key]) for hit in page if (hit.kind, hit.key) in rows]
