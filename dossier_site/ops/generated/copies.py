"""The numbers of the copies of one mould, in a table from which a database writes their rows; and how it does so."""

import re
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db import connection

from dossier_site.ops.generated.numbers import NUMBERS
from dossiers.models import SearchRow
from dossiers.search.places import first_of_day
from text.digest import digest
from text.word_index.names import names

# The numbers of a copy, how far from the first of its day it is found, and the digest of its body.
COLUMNS = {**dict.fromkeys(("own", "first", "second", "organisation"), "text"), "step": "bigint", "digest": "text"}
NAMES = [f"{name}_" for name in COLUMNS]
TABLE = f"CREATE TEMPORARY TABLE copies ({', '.join(f'{name}_ {kind}' for name, kind in COLUMNS.items())})"
AT_ONCE = 1_000
Statement = tuple[str, list]
Copy = tuple[str, str, str, str, int]


def write(body: str, copies: list[Copy], statements: list[Statement]) -> None:
    """Carry out statements that write rows `FROM copies` of a body."""
    parts = re.split(f"({'|'.join(NUMBERS)})", body)
    places = [(place, NUMBERS.index(part)) for place, part in enumerate(parts) if part in NUMBERS]
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        for start in range(0, len(copies), AT_ONCE):
            _note(cursor, [(*copy, _digest(parts, places, copy)) for copy in copies[start : start + AT_ONCE]])
        for statement, values in statements:
            cursor.execute(statement, values)
        cursor.execute("DROP TABLE copies")


def _note(cursor, rows):
    marks = ", ".join([f"({', '.join(['%s'] * len(COLUMNS))})"] * len(rows))
    cursor.execute(f"INSERT INTO copies VALUES {marks}", [value for row in rows for value in row])


def _digest(parts, places, copy):
    for place, number in places:
        parts[place] = copy[number]
    return digest("".join(parts).encode())


def indexed(copies: list[Copy], words: Statement) -> Iterator[tuple[str, list | None]]:
    """What `filled_beside` is told to index the words of these copies, by a statement of `words_of`."""
    statement, values = words
    yield TABLE, None
    yield f"INSERT INTO copies ({', '.join(NAMES[:-1])}) VALUES (?, ?, ?, ?, ?)", copies
    yield statement.replace("%s", "?"), [values]
    yield "DROP TABLE copies", None


def rows_of(model, row: dict, own_digest: str) -> Statement:
    """How a row is written for all copies; `row` is the mould's, {field: value}."""
    cells = {field.column: _cell(field, value, own_digest) for field, value in row.items()}
    return _into(model._meta.db_table, cells)


def words_of(row: dict, own_digest: str) -> Statement:
    """How the words of a row of the search index are indexed for all copies."""
    cells = {field.column: _cell(field, value, own_digest) for field, value in row.items()}
    return _into(names(SearchRow)[0], {"rowid": cells["place"], "words": cells["folded"]})


def _into(table, cells):
    quote = connection.ops.quote_name
    columns, written = ", ".join(map(quote, cells)), ", ".join(sql for sql, _values in cells.values())
    statement = f"INSERT INTO {quote(table)} ({columns}) SELECT {written} FROM copies"
    return statement, [value for _sql, values in cells.values() for value in values]


def _cell(field, value, own_digest):
    """What stands in a column of the copies: (SQL, values)."""
    if field.model is SearchRow and field.primary_key:
        return "%s + step_", [first_of_day(value)]
    if not isinstance(value, str | UUID):
        return "%s", [str(value) if isinstance(value, date) else value]
    marks = dict(zip((*NUMBERS, own_digest), ("own_", "first_", "second_", "organisation_", "digest_"), strict=True))
    first, *parts = re.split(f"({'|'.join(marks)})", str(value))
    if not parts:
        return "%s", [first]
    sql = "".join(f" || {marks[mark]} || %s" for mark in parts[::2])
    return f"CAST(%s{sql} AS {field.db_type(connection)})", [first, *parts[1::2]]
