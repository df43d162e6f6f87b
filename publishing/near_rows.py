"""Rows that belong to items, or that these name, are read as `prefetch_related_objects` does; but the questions are
made once in each process."""

from collections import defaultdict
from functools import cache

from django.db.models import F, prefetch_related_objects

from publishing.models.prepared import KEYS, Prepared


def read(items):
    """Read what the schema of items of one kind says of other rows, so that these stay at hand. What is at hand is not
    read again.
    """
    lookups = _lookups(type(items[0]))
    deep = [lookup for lookup in lookups if "__" in _name(lookup)]
    for lookup in lookups:
        if lookup not in deep:
            _read_one(items, lookup)
    if deep:
        prefetch_related_objects(items, *deep)


def read_some(items, name):
    """Read one sort of the rows that belong to items of one kind, as `read` does it with all."""
    for lookup in _lookups(type(items[0])) if items else ():
        if _name(lookup) == name:
            _read_one(items, lookup)


def read_along(rows, lookup):
    """Read what rows name, or what names them: a step or two away, such as `organisation__countries`."""
    *way, last = lookup.split("__")
    for name in way:
        rows = [row for row in (getattr(row, name) for row in rows) if row is not None]
    if rows:
        _read_one(rows, last)


def _read_one(items, lookup):
    name = _name(lookup)
    missing = [item for item in items if name not in getattr(item, "_prefetched_objects_cache", ())]
    if missing:
        question, column, owner = _question(type(items[0]), lookup)
        rows = defaultdict(list)
        for row in question.ask({item.pk for item in missing}):
            rows[getattr(row, column)].append(row)
        for item in missing:
            own = list(rows[item.pk])
            _keep(item, name, own)
            for row in own if owner else ():
                owner.set_cached_value(row, item)


def _keep(item, name, rows):
    """As `prefetch_related_objects` keeps rows: who asks otherwise than for all is answered by the database."""
    kept = getattr(item, name).get_queryset()
    kept._result_cache, kept._prefetch_done = rows, True
    item._prefetched_objects_cache = getattr(item, "_prefetched_objects_cache", {}) | {name: kept}


@cache
def _lookups(model):
    return [lookup for field in model.schema.fields for lookup in field.lookups(model)]


@cache
def _question(model, lookup):
    """The question for the rows, the column by which each says to which item it belongs, and its way to that item."""
    field = model._meta.get_field(_name(lookup))
    if field.many_to_many:
        name = field.related_query_name()
        rows = field.related_model._default_manager.all()
        return (
            Prepared(lambda keys: rows.filter(**{f"{name}__among": keys}).annotate(owner=F(name)), KEYS),
            "owner",
            None,
        )
    owner, rows = (
        field.field,
        field.related_model._default_manager.all() if isinstance(lookup, str) else lookup.queryset,
    )
    return Prepared(lambda keys: rows.filter(**{f"{owner.name}__among": keys}), KEYS), owner.attname, owner


def _name(lookup):
    return lookup if isinstance(lookup, str) else lookup.prefetch_to
