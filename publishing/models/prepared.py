"""Questions that are asked for every page: Django makes SQL of them once in each process, which takes longer than the
database takes to answer."""

from copy import copy
from functools import cached_property
from uuid import UUID

from django.db import connections
from django.db.models import Prefetch, UUIDField, prefetch_related_objects
from django.db.models.fields.related_descriptors import ReverseManyToOneDescriptor

from publishing.models.links import attach

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

    @cached_property
    def links(self):
        """The questions for the rows that name a row and are fetched beside it: {relation: Prepared}; none where
        something else is fetched, too."""
        lookups = [each if isinstance(each, Prefetch) else Prefetch(each) for each in self.lookups]
        relations = {each.prefetch_to: getattr(self.rows.model, each.prefetch_to, None) for each in lookups}
        if not all(isinstance(relation, ReverseManyToOneDescriptor) for relation in relations.values()):
            return {}
        return {each.prefetch_to: _links(relations[each.prefetch_to].field, each.queryset) for each in lookups}

    @property
    def lookups(self):
        """What the QuerySet fetches beside its rows."""
        return self.rows._prefetch_related_lookups

    def ask(self, *values) -> list:
        """The rows for these values, with what the QuerySet fetches beside them."""
        rows = self._asked(*values)
        if len(rows) == 1 and self.links:
            for name, links in self.links.items():
                attach(rows[0], **{name: (links.rows.model, links.ask(rows[0].pk))})
        elif self.lookups:
            prefetch_related_objects(rows, *self.lookups)
        return rows

    def _asked(self, *values):
        connection = connections[self.rows.db]
        sample, sql, params = self.compiled
        places = dict(zip(_stored(self.samples, connection), _stored(values, connection), strict=True))
        compiler, rows = copy(sample), self.rows.prefetch_related(None) if self.lookups else self.rows.all()
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_options: (sql, tuple(places.get(value, value) for value in params))
        rows.query.get_compiler = lambda *_args, **_options: compiler
        return list(rows)


def _links(field, links):
    """The question for rows that name a row by a field."""
    links = field.model._base_manager.all() if links is None else links
    return Prepared(lambda key: links.filter(**{field.name: key}), ID)


def _stored(values, connection):
    """Values as this database has them."""
    ids = UUIDField()
    return [ids.get_db_prep_value(each, connection) if isinstance(each, UUID) else each for each in values]
