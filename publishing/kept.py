"""What was merged: the record names rows by their ids for ever, and is read as if it named the row that stayed."""

from editing.named_rows import kept_keys


def with_kept(schema, body):
    """A body in which every row that was merged into another is that other one; a row stands once in each place."""
    return all_with_kept(schema, [body])[0]


def all_with_kept(schema, bodies):
    """The same of many bodies, in one question."""
    keys = {key for body in bodies for field in schema.fields for key in field.keys(body[field.name])}
    kept = kept_keys(keys) if keys else {}
    if not kept:
        return bodies
    return [{field.name: field.replaced(body[field.name], kept) for field in schema.fields} for body in bodies]
