"""What only looks cannot write, whatever mistake is in it."""

import re
from contextlib import contextmanager

from django.db import connection

READS = re.compile(r"[\s(]*(?:SELECT|WITH|EXPLAIN|SAVEPOINT|RELEASE|ROLLBACK)\b", re.IGNORECASE)


class WritesNothing(RuntimeError):
    """Something was to be written where only looking is allowed."""


@contextmanager
def read_only():
    """In this block the database is only read. Raises WritesNothing before anything else is asked of it."""
    with connection.execute_wrapper(_refuse_writing):
        yield


def _refuse_writing(execute, sql, params, many, context):
    if not READS.match(sql):
        raise WritesNothing(sql.split(None, 1)[0])
    return execute(sql, params, many, context)
