"""Bodies written to the desks of many items at once, as an import does: what `write` and `touch` do, for all together.

A kind whose items have parts of their own is written one by one.
"""

from django.db import transaction
from django.utils import timezone

from editing.findings import look_at
from publishing.history import keep_states
from publishing.models.attaching import attach
from publishing.snapshots import body_digest
from publishing.touch import touch

BATCH = 200


@transaction.atomic
def write_many(pairs, *, by=None, tell=lambda number, total: None):
    """Put bodies on the desks of items that are new or locked: [(item, body)]. What they name is sure to be there, and
    their words are clean. What stood on the desks and what stands there then is kept.

    `tell` is told how far it is.
    """
    slugs = {body["slug"] for _item, body in pairs}
    for start in range(0, len(pairs), BATCH):
        batch = list(_with_slugs(pairs[start : start + BATCH], slugs))
        keys = [item.pk for item, _body in batch]
        keep_states(_read_again(type(batch[0][0]), [item.pk for item, _body in batch if not item._state.adding]))
        _write_columns(batch)
        for field in batch[0][0].schema.fields:
            if field.relation:
                _write_links(field, batch)
        items = _read_again(type(batch[0][0]), keys)
        look_at(*items)
        keep_states(items, by=by)
        tell(start + len(batch), len(pairs))


def _with_slugs(batch, taken):
    """The bodies of a batch; those of new items without an address with one that nobody has, nor `taken`."""
    plain = {item.pk: _plain_slug(item, body) for item, body in batch if not body["slug"]}
    in_use = batch[0][0].slugs_in_use({*plain.values()})
    for item, body in batch:
        if slug := plain.get(item.pk):
            slug = item.free_slug(taken) if slug in in_use | taken else slug
            taken.add(slug)
            item.schema.forget(item)
            body = body | {"slug": slug}
        yield item, body


def _plain_slug(item, body):
    """The address that an item would have by itself, once it says what its body says."""
    _fill(item, body)
    fields = [field for field in item.schema.fields if field.relation and field.relation != field.name]
    for field in fields:
        rows = [field.link(item, part, place) for place, part in enumerate(body[field.name])]
        attach(item, **{field.relation: (getattr(item, field.relation).model, rows)})
    return item.plain_slug()


def _fill(item, body):
    """Put a body into the columns of an item, and ask nothing about the rows that it names."""
    keys = set(item.schema.foreign_keys)
    for field in item.schema.fields:
        if field.name in keys:
            setattr(item, f"{field.name}_id", body[field.name] or None)
        else:
            field.write(item, body[field.name])


def _write_columns(batch):
    for item, body in batch:
        _fill(item, body)
        item.desk_digest, item.touched_at = body_digest(body), timezone.now()
        if item._state.adding:
            item.schema_number = item.schema.number
    for item, _body in batch:
        if not item._state.adding:
            item.save()
    type(batch[0][0]).objects.bulk_create([item for item, _body in batch if item._state.adding])


def _write_links(field, batch):
    """The rows by which items name others, in the place of those that they had."""
    manager = getattr(batch[0][0], field.relation)
    links = manager.through if hasattr(manager, "through") else manager.model
    owner = (manager.source_field if hasattr(manager, "through") else manager.field).attname
    links._default_manager.filter(**{f"{owner}__in": [item.pk for item, _body in batch]}).delete()
    rows = [field.link(item, part, place) for item, body in batch for place, part in enumerate(body[field.name])]
    links._default_manager.bulk_create(rows)


def _read_again(model, keys):
    """Items with all that belongs to them. One whose desk is not as its columns say is touched."""
    items = list(model.objects.filter(pk__in=keys).select_related(*model.schema.foreign_keys))
    if items:
        model.schema.prefetch(*items)
    for item in items:
        if item.schema_number != item.schema.number or body_digest(item.to_body()) != item.desk_digest:
            touch(item)
            model.schema.prefetch(item)
    return items
