"""Rows written by statements that are the same each time but for the values: Django would put each one together anew,
which takes longer than the database takes to carry it out."""

from functools import cache

from django.db import connection
from django.db.models import AutoField
from django.db.models.constants import OnConflict


def insert(rows, *, on_conflict=None, unique=(), update=()):
    """Write new rows of one model, as `bulk_create` does, in the open transaction. Rows are given the numbers that they
    got, unless there may be some already: `on_conflict` says what is done about these then.
    """
    rows = list(rows)
    if rows:
        fields = _written(type(rows[0]))
        most = max(1, connection.ops.bulk_batch_size(fields, rows))
        for start in range(0, len(rows), most):
            _insert(rows[start : start + most], fields, on_conflict, unique, update)
    return rows


def insert_or_ignore(rows):
    """The same, but for rows that are there already in all that tells one from another."""
    return insert(rows, on_conflict=OnConflict.IGNORE)


def insert_or_update(rows):
    """The same; rows of these ids that are there already are changed to what these say."""
    rows = list(rows)
    columns = [field.column for field in _written(type(rows[0])) if not field.primary_key] if rows else []
    return insert(rows, on_conflict=OnConflict.UPDATE, unique=["id"], update=columns)


def update(rows, *names):
    """Change these columns of rows that are there, each row by the same statement."""
    rows = list(rows)
    if rows:
        fields = [rows[0]._meta.get_field(name) for name in names]
        key = rows[0]._meta.pk
        values = [[*_values(row, fields, add=False), key.get_db_prep_save(row.pk, connection)] for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany(_update(type(rows[0]), names, connection.vendor), values)


def _insert(rows, fields, on_conflict, unique, update):
    model, quote = type(rows[0]), connection.ops.quote_name
    statement = _into(model, on_conflict, connection.vendor)
    marks = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    end = connection.ops.on_conflict_suffix_sql(fields, on_conflict, update, unique)
    is_told = on_conflict is None and isinstance(model._meta.pk, AutoField)
    told = f" RETURNING {quote(model._meta.pk.column)}" if is_told else ""
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} VALUES {marks} {end}{told}", [v for row in rows for v in _values(row, fields)])
        for row, (number,) in zip(rows, cursor.fetchall() if is_told else (), strict=False):
            row.pk = number
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _values(row, fields, *, add=True):
    return [field.get_db_prep_save(field.pre_save(row, add), connection) for field in fields]


@cache
def _written(model):
    """The columns that are written: not those that the database fills by itself."""
    return [f for f in model._meta.concrete_fields if not f.generated and not isinstance(f, AutoField)]


@cache
def _into(model, on_conflict, _vendor):
    quote, columns = connection.ops.quote_name, (field.column for field in _written(model))
    begin = connection.ops.insert_statement(on_conflict=on_conflict)
    return f"{begin} {quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"


@cache
def _update(model, names, _vendor):
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(model._meta.get_field(name).column)} = %s" for name in names)
    return f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {quote(model._meta.pk.column)} = %s"
