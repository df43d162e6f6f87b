"""What was merged: the record names rows by their ids for ever, and is read as if it named the row that stayed."""

from contextlib import suppress
from uuid import UUID

from editing.named_rows import merged_rows
from publishing.models.prepared import KEYS, Prepared

MERGED = Prepared(lambda keys: merged_rows(keys, "among"), KEYS)


def with_kept(schema, body):
    """A body in which every row that was merged into another is that other one; a row stands once in each place."""
    return all_with_kept(schema, [body])[0]


def all_with_kept(schema, bodies):
    """The same of many bodies, in one question."""
    keys = {key for body in bodies for field in schema.fields for key in field.keys(body[field.name])}
    kept = {str(key): str(other) for key, other in MERGED.ask(_ids(keys))} if keys else {}
    if not kept:
        return bodies
    return [{field.name: field.replaced(body[field.name], kept) for field in schema.fields} for body in bodies]


def _ids(keys):
    """Those of them that are ids; a country goes by its code."""
    ids = set()
    for key in keys:
        with suppress(ValueError, AttributeError, TypeError):
            ids.add(UUID(key))
    return ids
