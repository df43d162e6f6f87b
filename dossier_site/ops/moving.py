"""Every row of one database written into another and compared there: all of it, or nothing.

Rows go through the fields of their models, for no two databases write a date, a key or JSON alike. They are read and
written one after the other: a database of any size needs the same memory.
"""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count

from django.apps import apps
from django.contrib.auth.models import User
from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.models import AutoField, Max, Model, QuerySet

from dossier_site.ops.databases import put_in_order
from library.models import Document, Picture
from publishing.models import Edition, Publishable

SOURCE, TARGET = "default", "target"
STEP = 100_000  # rows between two lines of progress
Say = Callable[[str], None]


class Different(Exception):
    """What was written is not what was read; the message names the table."""


def is_filled(alias: str) -> bool:
    """Whether somebody worked in this database. What migrations write by themselves is no work."""
    return any(rows_of(model, alias).exists() for model in (User, Edition, Document, Picture, *Publishable.kinds()))


def move(say: Say) -> None:
    """Write every row of SOURCE into TARGET in the place of what is there. Raises Different: then nothing was written.

    Nobody writes in SOURCE meanwhile, and nobody sees a row of TARGET before all are there and compared.
    """
    models = [model for model in apps.get_models(include_auto_created=True) if is_table(model)]
    with transaction.atomic(SOURCE), transaction.atomic(TARGET), connections[TARGET].cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(map(quoted, models))}")
        written = {model: copy(model, cursor, say) for model in models}
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model, tally in written.items():
            compare(model, tally, say)
        set_sequences(cursor, models)
    put_in_order(TARGET)


def is_table(model: type[Model]) -> bool:
    """Whether a model has a table of its own."""
    return model._meta.managed and not model._meta.proxy


def rows_of(model: type[Model], alias: str) -> QuerySet:
    """All rows of a table, whatever its manager leaves out."""
    return QuerySet(model, using=alias)


def fields_of(model: type[Model]) -> list:
    """What is written; the database fills the others by itself."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def values(model: type[Model], alias: str) -> Iterator[tuple]:
    """Row by row, in no order that counts."""
    names = [field.attname for field in fields_of(model)]
    return rows_of(model, alias).order_by().values_list(*names).iterator(chunk_size=1000)


class Tally:
    """How many rows there are, and a sum that is another one when any of them is; in whichever order they come."""

    def __init__(self):
        self.rows = self.sum = 0

    def add(self, row: tuple) -> None:
        """Count one row."""
        written = json.dumps(row, sort_keys=True, default=as_text).encode()
        self.rows += 1
        self.sum = (self.sum + int.from_bytes(sha256(written).digest())) % 2**256

    def __eq__(self, other):
        return (self.rows, self.sum) == (other.rows, other.sum)


def as_text(value) -> str:
    """A value that JSON does not know: a moment, a key, bytes."""
    return bytes(value).hex() if isinstance(value, (bytes, memoryview)) else str(value)


def copy(model: type[Model], cursor, say: Say) -> Tally:
    """Write all rows of one table."""
    fields, tally, total = fields_of(model), Tally(), rows_of(model, SOURCE).count()
    columns = ", ".join(connections[TARGET].ops.quote_name(field.column) for field in fields)
    statement = f"COPY {quoted(model)} ({columns}) FROM STDIN"
    with connections[TARGET].wrap_database_errors, cursor.copy(statement) as stream:
        for row in values(model, SOURCE):
            tally.add(row)
            stream.write_row(prepared(fields, row))
            if tally.rows % STEP == 0:
                say(f"{model._meta.db_table}: {tally.rows:,} of {total:,} rows")
    if tally.rows:
        say(f"{model._meta.db_table}: {tally.rows:,} rows written")
    return tally


def prepared(fields: list, row: tuple) -> list:
    """A row as the target's driver takes it."""
    target = connections[TARGET]
    return [field.get_db_prep_save(value, target) for field, value in zip(fields, row, strict=True)]


def compare(model: type[Model], written: Tally, say: Say) -> None:
    """Read a table back. Raises Different when it does not hold what was written."""
    found = Tally()
    for number, row in zip(count(1), values(model, TARGET), strict=False):
        found.add(row)
        if number % STEP == 0:
            say(f"{model._meta.db_table}: {number:,} of {written.rows:,} rows compared")
    if found != written:
        raise Different(f"{model._meta.db_table} would hold other rows than before ({found.rows} of {written.rows}).")


def set_sequences(cursor, models: list[type[Model]]) -> None:
    """Let the numbers that the database gives go on behind those that are taken. Raises Different when they do not."""
    for statement in connections[TARGET].ops.sequence_reset_sql(no_style(), models):
        cursor.execute(statement)
    for model in models:
        if isinstance(model._meta.pk, AutoField) and (taken := highest(model)):
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s))", [quoted(model), model._meta.pk.column])
            if cursor.fetchone()[0] <= taken:
                raise Different(f"{model._meta.db_table} would give a number twice.")


def highest(model: type[Model]) -> int | None:
    """The highest number of a table's rows."""
    return rows_of(model, TARGET).aggregate(highest=Max("pk"))["highest"]


def quoted(model: type[Model]) -> str:
    """The name of a table, as SQL writes it."""
    return connections[TARGET].ops.quote_name(model._meta.db_table)
