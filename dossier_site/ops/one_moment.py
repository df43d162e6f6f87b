"""What is read in one block is all of one moment, while others go on writing."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def at_one_moment():
    """In this block the database is read as it is now, and not written."""
    with (_in_sqlite if connection.vendor == "sqlite" else _in_postgresql)():
        yield


@contextmanager
def _in_postgresql():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _in_sqlite():
    """By hand: the site's own transactions are there to write, and keep others from it from the first moment."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
