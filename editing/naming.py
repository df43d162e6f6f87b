"""Rows that others name are named by many at once, or merged by one: nobody names one that went a moment before."""

from django.db import connection

# The numbers by which PostgreSQL knows what is kept apart here.
NAMING, IMPORTING = 20_071, 20_072


def while_naming(alone=False):
    """Until the transaction ends: many may write what names rows, or one merges such rows, `alone`.

    So nobody names a row that was checked before it went. SQLite's writer is alone anyway.
    """
    _lock(NAMING, "" if alone else "_shared")


def while_importing():
    """Until the transaction ends: nobody else makes rows of a file, so what two bring is not made twice."""
    _lock(IMPORTING)


def _lock(number, how=""):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock{how}(%s)", [number])
