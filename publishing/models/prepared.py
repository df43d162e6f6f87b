"""Questions that are asked again and again: Django makes SQL of them once in each process, which takes longer than the
database takes to answer."""

import json
from copy import copy
from functools import cached_property
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Field, ForeignKey, Lookup, Prefetch, UUIDField, prefetch_related_objects
from django.db.models.fields.related_descriptors import ReverseManyToOneDescriptor

from publishing.models.attaching import attach


class Several:
    """In the place of a list of values; it has none."""

    def __contains__(self, value):
        return False


class Stored:
    """Ids as the database has them, as texts: they are asked for as they are. No list, of which Django would look at
    each value."""

    def __init__(self, keys):
        self.keys = [*keys]

    def __len__(self):
        return len(self.keys)


# In the place of an id, of two texts, and of two lists of either, that are asked for.
ID, TEXT, ANOTHER = UUID(int=0xABADCAFE), "abadcafe-in-the-place-of-a-text", "abadcafe-in-the-place-of-another"
KEYS, OTHER_KEYS = Several(), Several()
UUIDS = UUIDField()
LISTS = (list, tuple, set, frozenset, dict)


class Prepared:
    """A question: a QuerySet that `build` gives for some values, which is the same for all others but for these.

    `samples` stand for the values, each another one: ID, TEXT, ANOTHER, KEYS or OTHER_KEYS. Lists are looked up by
    `among`.
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
    def converters(self):
        """What makes values of what the database gives."""
        compiler = self.compiled[0]
        return compiler.get_converters([column for column, *_words in compiler.select[: compiler.col_count]])

    @cached_property
    def links(self):
        """The questions for the rows that name a row and are fetched beside it: {relation: Prepared}; none where
        something else is fetched, too."""
        lookups = [each if isinstance(each, Prefetch) else Prefetch(each) for each in self.lookups]
        relations = {each.prefetch_to: getattr(self.rows.model, each.prefetch_to, None) for each in lookups}
        if not all(type(relation) is ReverseManyToOneDescriptor for relation in relations.values()):
            return {}
        return {each.prefetch_to: _links(relations[each.prefetch_to].field, each.queryset) for each in lookups}

    @property
    def lookups(self):
        """What the QuerySet fetches beside its rows."""
        return self.rows._prefetch_related_lookups

    def ask(self, *values) -> list:
        """The rows for these values, with what the QuerySet fetches beside them. Without KEYS nothing is asked."""
        if any(sample is KEYS and not value for sample, value in zip(self.samples, values, strict=True)):
            return []
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
        compiler.connection, compiler.get_converters = connection, lambda _columns: self.converters
        asked = tuple(value if isinstance(value, list) else places.get(value, value) for value in params)
        compiler.as_sql = lambda *_args, **_options: (sql, asked)
        rows.query.get_compiler = lambda *_args, **_options: compiler
        return list(rows)


def _links(field, links):
    """The question for rows that name a row by a field."""
    links = field.model._base_manager.all() if links is None else links
    return Prepared(lambda key: links.filter(**{field.name: key}), ID)


@ForeignKey.register_lookup
@Field.register_lookup
class Among(Lookup):
    """That a column has one of these values, in words that are the same for any number of them: `pk__among=keys`."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        """By a list in JSON."""
        column, params = compiler.compile(self.lhs)
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, self._asked(connection)]

    def as_postgresql(self, compiler, connection):
        """By an array."""
        column, params = compiler.compile(self.lhs)
        # Stored ids are texts.
        cast = "::uuid[]" if self.lhs.output_field.db_type(connection) == "uuid" else ""
        return f"{column} = ANY(%s{cast})", [*params, self._asked(connection)]

    def _asked(self, connection):
        if isinstance(self.rhs, Several):
            return self.rhs
        if not self.rhs:
            raise EmptyResultSet
        if isinstance(self.rhs, Stored):
            return _listed(self.rhs.keys, connection)
        field = self.lhs.output_field
        return _listed([field.get_db_prep_value(field.to_python(each), connection) for each in self.rhs], connection)


def _stored(values, connection):
    """Values as this database has them."""
    return [_stored_one(value, connection) for value in values]


def _stored_one(value, connection):
    if isinstance(value, UUID):
        return UUIDS.get_db_prep_value(value, connection)
    if isinstance(value, Stored):
        return _listed(value.keys, connection)
    return _listed(_stored(value, connection), connection) if isinstance(value, LISTS) else value


def _listed(values, connection):
    """Several values in one."""
    return json.dumps(values) if connection.vendor == "sqlite" else values
