"""What a search finds in all kinds together: hits in the title first, then by date."""

from datetime import date
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db import connections
from django.db.models import BooleanField, CharField, DateField, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce

from dossiers.search.kinds import KINDS
from text.questions import terms
from text.word_search import WordSearch, prepare
from timeline.models import Entry

# So many of a kind are shown, the best of all that are found: nobody turns more pages.
MOST = 200
NO_DAY = date.min
# In the place of the words in SQL that Django writes.
GAP = "'words'='words'"


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
    """The best hits of each kind, best first. Three questions, which rank no more than are shown."""
    connection, words = connections[Entry.objects.db], terms(asked["q"])
    kinds = {name: kind for name, kind in KINDS.items() if kind.can_have(asked)} if words else {}
    searches = {name: WordSearch(kind.rows().model, words, connection) for name, kind in kinds.items()}
    prepare(searches.values(), connection)
    ranked = [(name, each, rank) for name, each in searches.items() for rank in (0, 1) if each.can_have(rank == 0)]
    parts = [_part(name, asked, search, rank) for name, search, rank in ranked]
    found = {}
    for rank, kind, key, day, name in _fetched(connection, parts):
        hit = Hit(kind, UUID(key), rank, date.fromisoformat(day), name)
        found.setdefault((kind, hit.key), hit)
    return sorted(found.values(), key=lambda hit: hit.place)


def _part(name, asked, search, rank):
    """SQL of the first rows of a kind with all words in their titles (0), or of the first of all (1)."""
    narrowing = {key: value for key, value in asked.items() if value and key not in ("q", "kind")}
    before, after, params = _written(name, narrowing) if narrowing else _written_once(name)
    condition, words = search.condition(in_title=rank == 0)
    place = before.count("%s")
    return f"SELECT {rank}, part.* FROM ({before}{condition}{after}) part", [*params[:place], *words, *params[place:]]


def _fetched(connection, parts):
    """The rows of all parts, those in titles first."""
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(sql for sql, _params in parts), [each for _sql, given in parts for each in given]
        )
        return sorted(cursor.fetchall())


@cache
def _written_once(name):
    return _written(name, {})


def _written(name, narrowing):
    """SQL of a kind's rows in their order, before and after the place of the words, and its parameters."""
    kind = KINDS[name]
    day = Cast(kind.day, DateField()) if kind.day else Value(NO_DAY, DateField())
    columns = {
        "hit_kind": Value(name, CharField()),
        "hit_key": Cast("pk", TextField()),
        "hit_day": Cast(Coalesce(day, Value(NO_DAY, DateField())), TextField()),
        "hit_name": Cast(kind.name, TextField()),
    }
    rows = kind.narrow(kind.rows(), narrowing).filter(RawSQL(GAP, (), BooleanField()))
    sql, params = kind.in_order(rows).values(**columns).values_list(*columns)[:MOST].query.sql_with_params()
    return *sql.split(f"({GAP})"), params


def rows_of(page):
    """The rows of some hits, in their order, as [(hit, row)]: at most a query for each kind and for what it names."""
    rows = {}
    for name, kind in KINDS.items():
        if keys := [hit.key for hit in page if hit.kind == name]:
            found = kind.rows().defer("folded").in_bulk(keys)
            rows |= {(name, key): row for key, row in found.items()}
    return [(hit, rows[hit.kind, hit.key]) for hit in page if (hit.kind, hit.key) in rows]
