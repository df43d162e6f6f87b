"""The numbers of the copies of one mould, in a table from which a database writes their rows; and how it does so."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db import connection

from dossier_site.ops.generated.numbers import NUMBERS
from dossiers.models import SearchRow
from dossiers.search.places import first_of_day
from text.digest import digest
from text.word_index.beginnings import MARK, beginnings
from text.word_index.names import names

# The numbers of a copy, how far from the first of its day it is found, and the digest of its body.
COLUMNS = {**dict.fromkeys(("own", "first", "second", "organisation"), "text"), "step": "bigint", "digest": "text"}
NAMES = [f"{name}_" for name in COLUMNS]
NUMBERED = [name for name in NAMES if name != "step_"]
TABLE = f"CREATE TEMPORARY TABLE copies ({', '.join(f'{name}_ {kind}' for name, kind in COLUMNS.items())})"
# A number that stands among words, and its mark.
NUMBER = re.compile(rf" (\^|@n|)({'|'.join(NUMBERS)})(?= )")
Statement = tuple[str, list]
Copy = tuple[str, str, str, str, int]


def write(body: str, copies: list[Copy], statements: list[Statement]) -> None:
    """Carry out statements that write rows `FROM copies` of a body."""
    parts = re.split(f"({'|'.join(NUMBERS)})", body)
    places = [(place, NUMBERS.index(part)) for place, part in enumerate(parts) if part in NUMBERS]
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        marks = ", ".join(["%s"] * len(COLUMNS))
        rows = [(*copy, _digest(parts, places, copy)) for copy in copies]
        cursor.executemany(f"INSERT INTO copies VALUES ({marks})", rows)
        for statement, values in statements:
            cursor.execute(statement, values)
        cursor.execute("DROP TABLE copies")


def _digest(parts, places, copy):
    for place, number in places:
        parts[place] = copy[number]
    return digest("".join(parts).encode())


def indexed(shares: Iterable[tuple[list, list[Copy]]]) -> Iterator[tuple[str, list | None]]:
    """What `filled_beside` is told to index the words of copies: of each share, by what each model's are asked for:
    (model, the question of `words_of`, what is added to their steps)."""
    yield TABLE, None
    for questions, copies in shares:
        yield f"INSERT INTO copies ({', '.join(NAMES[:-1])}) VALUES (?, ?, ?, ?, ?)", copies
        for model, (question, values), first in questions:
            yield f'INSERT INTO "{names(model)[0]}" (rowid, words) {question}', [[first, *values]]
        yield "DELETE FROM copies", None
    yield "DROP TABLE copies", None


def rows_of(model, row: dict, own_digest: str) -> Statement:
    """How a row is written for all copies; `row` is the mould's, {field: value}."""
    quote = connection.ops.quote_name
    question, values = _asked(_cell(field, value, own_digest) for field, value in row.items())
    columns = ", ".join(quote(field.column) for field in row)
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) {question}", values


def words_of(folded: str, step: str) -> Statement:
    """What asks for the words of all copies of a row, as SQLite indexes them, and for their numbers: a first one, which
    is asked for, and the column `step`."""
    texts = re.split(f"({'|'.join(NUMBERS)})", folded)
    numbers = [NAMES[NUMBERS.index(number)] for number in texts[1::2]]
    pattern = "%s".join(texts[::2]) + beginnings(NUMBER.sub("", folded))
    for mark, number in NUMBER.findall(folded):
        pattern += "".join(f" {MARK}{mark}%.{length + 1}s" for length in range(len(number)))
        numbers += [NAMES[NUMBERS.index(number)]] * len(number)
    return f"SELECT ? + {step}, printf({', '.join(['?', *numbers])}) FROM copies", [pattern]


def _asked(cells):
    parts, values = zip(*cells, strict=True)
    return f"SELECT {', '.join(parts)} FROM copies", [value for some in values for value in some]


def _cell(field, value, own_digest):
    """What stands in a column of the copies: (SQL, values)."""
    if field.model is SearchRow and field.primary_key:
        return "%s + step_", [first_of_day(value)]
    if not isinstance(value, str | UUID):
        return "%s", [str(value) if isinstance(value, date) else value]
    columns = dict(zip((*NUMBERS, own_digest), NUMBERED, strict=True))
    parts = [part for part in re.split(f"({'|'.join(columns)})", str(value)) if part]
    texts = [part for part in parts if part not in columns]
    if len(texts) == len(parts):
        return "%s", [str(value)]
    return f"CAST({' || '.join(columns.get(part, '%s') for part in parts)} AS {field.db_type(connection)})", texts
