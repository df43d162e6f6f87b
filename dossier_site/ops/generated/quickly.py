"""What a database does without while it takes in rows by the million that nobody reads yet."""

import gc
from contextlib import contextmanager, nullcontext, suppress

from django.db import ProgrammingError, connection

from text.word_index import filled_at_the_end
from text.word_index.beside import filled_beside

INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({})",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() "
    "AND tablename IN ({}) AND indexname NOT IN (SELECT conname FROM pg_constraint)",
}
# Rows are copies of rows that were checked, so they are not checked again; what a power cut takes is made again.
HURRIED = {
    "sqlite": (
        "PRAGMA foreign_keys = OFF",
        "PRAGMA ignore_check_constraints = ON",
        "PRAGMA synchronous = OFF",
        "PRAGMA cache_size = -32000",  # each page is written once: what stays near the processor is enough
        "PRAGMA mmap_size = 1000000000000",  # each index reads all rows: there is no need to copy them
        "PRAGMA journal_mode = MEMORY",  # the next connection keeps a log again
    ),
    "postgresql": ("SET session_replication_role = replica", "SET synchronous_commit = OFF"),
}


@contextmanager
def hurried():
    """Let a database that has nothing to lose check nothing and wait for no disk.

    Whoever asks later has another connection.
    """
    with connection.cursor() as cursor:
        for statement in HURRIED[connection.vendor]:
            with suppress(ProgrammingError):  # not everyone may
                cursor.execute(statement)
    gc.disable()  # what is here stays: Python need not look through all of it again and again
    try:
        yield
    finally:
        gc.enable()
        connection.close()


@contextmanager
def words_late(models, beside, statements):
    """Have the words of these models indexed after a block that writes their rows, on SQLite those of some beside it,
    by these statements; see `filled_beside`."""
    is_beside = connection.vendor == "sqlite"
    others = filled_at_the_end([model for model in models if not is_beside or model not in beside])
    with filled_beside(connection, beside, statements) if is_beside else nullcontext(), others:
        yield


@contextmanager
def without_indexes(models, tell):
    """Lay the indexes of these models aside for a block within a transaction, and make them anew at its end."""
    names = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute(INDEXES[connection.vendor].format(", ".join(["%s"] * len(names))), names)
        indexes = cursor.fetchall()
        for name, _sql in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield
        if connection.vendor == "postgresql":
            connection.check_constraints()  # it makes no index while some of it is still to be checked
        for number, (_name, sql) in enumerate(indexes):
            cursor.execute(sql)
            tell("Indexing", number + 1, len(indexes))
