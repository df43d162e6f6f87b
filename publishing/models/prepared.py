"""Questions that are asked for every page: Django makes SQL of them once in each process, which takes longer than the
database takes to answer."""

from copy import copy
from functools import cached_property
from uuid import UUID

from django.db import connections
from django.db.models import UUIDField

# In the place of an id, and of a text, that is asked for.
ID, TEXT = UUID(int=0xABADCAFE), "abadcafe-in-the-place-of-a-text"


class Prepared:
    """A question: a QuerySet that `build` gives for some values, which is the same for all others but for these.

    `samples` stand for the values, each another one: ID or TEXT.
    """

    def __init__(self, build, *samples):
        self.build, self.samples = build, samples

    @cached_property
    def rows(self):
        """The question for values that nothing has."""
        return self.build(*self.samples)

    @cached_property
    def compiled(self):
        """What makes rows of an answer, the SQL, and what is asked with it."""
        compiler = self.rows.query.get_compiler(self.rows.db)
        return compiler, *compiler.as_sql()

    def ask(self, *values) -> list:
        """The rows for these values, with what the QuerySet fetches beside them."""
        connection = connections[self.rows.db]
        sample, sql, params = self.compiled
        places = dict(zip(_stored(self.samples, connection), _stored(values, connection), strict=True))
        compiler, rows = copy(sample), self.rows.all()
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_options: (sql, tuple(places.get(value, value) for value in params))
        rows.query.get_compiler = lambda *_args, **_options: compiler
        return list(rows)


def _stored(values, connection):
    """Values as this database has them."""
    ids = UUIDField()
    return [ids.get_db_prep_value(each, connection) if isinstance(each, UUID) else each for each in values]
