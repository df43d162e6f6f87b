"""A mould: the rows that publishing one item writes, read as the database has them, and written anew by the thousand.

A copy has other numbers in the place of the mould's, and the digest of its own body. So whatever publishing writes,
today or later, stands in the copies too, as long as it is text that holds the ids and words of the item. Its row of the
search index stands on the day of the mould's, wherever nothing stands yet.
"""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Q

from dossier_site.ops.generated.copies import Copy, Statement, rows_of, words_of, write
from dossiers.models import SearchRow
from dossiers.search.places import first_of_day
from dossiers.search.sources import SOURCES
from publishing.editions import publish
from publishing.snapshots import canonical


@dataclass
class Mould:
    """Its kind, its title, the text of its body, the first place of its day among results; how its rows are written,
    and how the words of that in the search index and of its own are indexed."""

    model: type[models.Model]
    title: str
    body: str
    day: int
    statements: list[Statement]
    words: Statement
    desk_words: Statement

    def names(self, number: str) -> bool:
        """Whether it names the row of this number."""
        return number in self.body

    def write(self, copies: list[Copy]) -> None:
        """Write a copy of every row for each of these numbers in the place of NUMBERS."""
        write(self.body, copies, self.statements)


def cast(item, body: dict) -> Mould:
    """The mould of an item that is published with this body, and forgotten."""
    with transaction.atomic():
        item.write(item.snapshot_of(body))
        publish(item)
        own, digest, row = canonical(item.to_body()).decode(), item.live_digest, _search_row(item)
        rows = [(model, row) for model in tables() for row in _rows(model, item.pk)]
        found = {field: getattr(row, field.attname) for field in _copied(SearchRow)}
        transaction.set_rollback(True)
    statements = [rows_of(model, row, digest) for model, row in [*rows, (SearchRow, found)]]
    day = first_of_day(found[SearchRow._meta.pk])
    words, desk_words = words_of(row.folded, "step_"), words_of(item.folded, "rowid")
    return Mould(type(item), item.title, own, day, statements, words, desk_words)


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
    """The rows that name the item or a part of it: as the database has them, {field: value}."""
    with connection.cursor() as cursor:
        cursor.execute(*_question(model, key))
        return [dict(zip(_copied(model), row, strict=True)) for row in cursor.fetchall()]


def _search_row(item):
    """Its row of the search index."""
    return SearchRow.objects.get(token__in=SOURCES[item.kind].tokens_of([item.pk]))


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
