"""Rows that others name are named by many at once, or merged by one: nobody names one that went a moment before."""

from django.db import connection

# The number by which PostgreSQL knows what is kept apart here.
NAMING = 20_071


def while_naming(alone=False):
    """Until the transaction ends: many may write what names rows, or one merges such rows, `alone`.

    So nobody names a row that was checked before it went. SQLite's writer is alone anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock{'' if alone else '_shared'}(%s)", [NAMING])
