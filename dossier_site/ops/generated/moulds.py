"""A mould: the rows that publishing one item writes, read as the database has them, and written anew by the thousand.

A copy has other numbers in the place of the mould's, and the digest of its own body. So whatever publishing writes,
today or later, stands in the copies too, as long as it is text that holds the ids and words of the item. Its row of the
search index stands on the day of the mould's, wherever nothing stands yet.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Q

from dossier_site.ops.generated.numbers import NUMBERS
from dossiers.models import SearchRow
from dossiers.search.places import first_of_day
from dossiers.search.sources import SOURCES
from publishing.editions import publish
from publishing.snapshots import canonical
from text.digest import digest

# Where the numbers of the copies stand while they are written; and how far from the first of its day each is found.
COLUMNS = ("own", "first", "second", "organisation", "digest")
TABLE = f"CREATE TEMPORARY TABLE copies ({', '.join(f'{name}_ text' for name in COLUMNS)}, step_ bigint)"
AT_ONCE = 1_000


@dataclass
class Mould:
    """Its title, the text of its body, the digest of that, and how its rows are written: [(statement, values)]."""

    title: str
    body: str
    digest: str
    statements: list[tuple[str, list]]

    def names(self, number: str) -> bool:
        """Whether it names the row of this number."""
        return number in self.body

    def write(self, copies: list[tuple[str, str, str, str]], steps: Iterator[int]) -> None:
        """Write a copy of every row for each of these numbers in the place of NUMBERS, and of one of these steps."""
        parts = re.split(f"({'|'.join(NUMBERS)})", self.body)
        places = [(place, NUMBERS.index(part)) for place, part in enumerate(parts) if part in NUMBERS]
        with connection.cursor() as cursor:
            cursor.execute(TABLE)
            for start in range(0, len(copies), AT_ONCE):
                some = copies[start : start + AT_ONCE]
                _note(cursor, [(*copy, _digest(parts, places, copy), next(steps)) for copy in some])
            for statement, values in self.statements:
                cursor.execute(statement, values)
            cursor.execute("DROP TABLE copies")


def _digest(parts, places, copy):
    for place, number in places:
        parts[place] = copy[number]
    return digest("".join(parts).encode())


def _note(cursor, rows):
    marks = ", ".join([f"({', '.join(['%s'] * (len(COLUMNS) + 1))})"] * len(rows))
    cursor.execute(f"INSERT INTO copies VALUES {marks}", [value for row in rows for value in row])


def cast(item, body: dict) -> Mould:
    """The mould of an item that is published with this body, and forgotten."""
    with transaction.atomic():
        item.write(item.snapshot_of(body))
        publish(item)
        own = canonical(item.to_body()).decode()
        rows = [(model, row) for model in tables() for row in _rows(model, item.pk)] + [_search_row(item)]
        statements = [_statement(model, row, item.live_digest) for model, row in rows]
        transaction.set_rollback(True)
    return Mould(item.title, own, item.live_digest, statements)


@cache
def tables() -> list[type[models.Model]]:
    """The models of which an item may have rows."""
    return [model for model in apps.get_models(include_auto_created=True) if _keys(model)]


def _keys(model):
    """The columns that hold the id of an item or of a part of it."""
    return [field.attname for field in model._meta.concrete_fields if _column_type(field) is models.UUIDField]


def _column_type(field):
    return type(field.target_field if field.is_relation else field)


def _rows(model, key):
    """The rows that name the item or a part of it: as the database has them, {column: value}."""
    with connection.cursor() as cursor:
        cursor.execute(*_question(model, key))
        return [dict(zip(_copied(model), row, strict=True)) for row in cursor.fetchall()]


def _search_row(item):
    """Its row of the search index: (model, {column: value})."""
    row = SearchRow.objects.get(token__in=SOURCES[item.kind].tokens_of([item.pk]))
    return SearchRow, {field: getattr(row, field.attname) for field in _copied(SearchRow)}


@cache
def _question(model, key):
    """The SQL that asks for them, and its values: put together once, since all moulds of a kind have one key."""
    last = UUID(int=key.int + 0xFFFF)
    named = Q(*(Q(**{f"{name}__gte": key, f"{name}__lte": last}) for name in _keys(model)), _connector=Q.OR)
    columns = [field.attname for field in _copied(model)]
    query = model._base_manager.filter(named).order_by().values_list(*columns).query
    return query.get_compiler(connection=connection).as_sql()


@cache
def _copied(model):
    """The columns that are written; the database fills the others."""
    fields = model._meta.concrete_fields
    return [field for field in fields if not isinstance(field, models.AutoField | models.GeneratedField)]


def _statement(model, row, own_digest):
    """How a row is written for all copies: (statement, values)."""
    quote = connection.ops.quote_name
    cells = [_cell(field, value, own_digest) for field, value in row.items()]
    columns = ", ".join(quote(field.column) for field in row)
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) SELECT {', '.join(sql for sql, _ in cells)}"
    return f"{statement} FROM copies", [value for _sql, values in cells for value in values]


def _cell(field, value, own_digest):
    """What stands in a column of the copies: (SQL, values)."""
    if field.model is SearchRow and field.primary_key:
        return "%s + step_", [first_of_day(value)]
    if not isinstance(value, str | UUID):
        return "%s", [str(value) if isinstance(value, date) else value]
    names = dict(zip((*NUMBERS, own_digest), COLUMNS, strict=True))
    first, *parts = re.split(f"({'|'.join(names)})", str(value))
    if not parts:
        return "%s", [first]
    sql = "".join(f" || {names[name]}_ || %s" for name in parts[::2])
    return f"CAST(%s{sql} AS {field.db_type(connection)})", [first, *parts[1::2]]
