"""What ties other items to one: the rows by which they name it or a part of it. It asks the model; it knows no room."""

from django.core import serializers
from django.db.models import ForeignKey

from editing.uses import incoming
from publishing.models import Publishable


def own_rows(item):
    """The item and its parts that others may name: {model: [row]}."""
    parts = [getattr(item, name).all() for name in item.schema.parts]
    return {type(item): [item], **{rows.model: list(rows) for rows in parts}}


def ties(item):
    """The rows by which other items name this one or a part of it, in the order in which they were written."""
    own = own_rows(item)
    return [
        row
        for model, named in own.items()
        for relation in incoming(model)
        if not _is_own(relation, item, own)
        for row in relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": named}).order_by("pk")
    ]


def _is_own(relation, item, own):
    """Whether rows of this relation belong to the item itself: then its snapshot holds them."""
    owner = relation.related_model._meta.auto_created
    return owner in own if owner else relation.get_accessor_name() in item.schema.relations


def lock_owners(rows, item):
    """The other items that these rows belong to, which nobody else can change now; those of the item's kind first."""
    keys = {}
    for row in rows:
        for model, key in named_by(row):
            keys.setdefault(model, set()).add(key)
    keys.get(type(item), set()).discard(item.pk)
    kinds = sorted(
        (model for model in keys if issubclass(model, Publishable)), key=lambda model: model is not type(item)
    )
    return [owner for model in kinds for owner in model.objects.filter(pk__in=keys[model]).for_headings().locked()]


def named_by(row):
    """The rows that a row names: [(model, key)]."""
    fields = [field for field in row._meta.concrete_fields if isinstance(field, ForeignKey)]
    return [(field.related_model, getattr(row, field.attname)) for field in fields if getattr(row, field.attname)]


def as_data(rows, names):
    """Rows as plain data, each with what the items were called that it belongs to; `names` by key."""
    named = [[names[key] for _model, key in named_by(row) if key in names] for row in rows]
    return [data | {"names": called} for data, called in zip(serializers.serialize("python", rows), named, strict=True)]


def from_data(data):
    """The unsaved rows of `as_data`, one for each."""
    return [each.object for each in serializers.deserialize("python", data)]


def tie(rows):
    """Write rows again, under their old ids where those are free, and leave alone what is there already."""
    for model in dict.fromkeys(map(type, rows)):
        same = [row for row in rows if type(row) is model]
        taken = set(model._base_manager.filter(pk__in=[row.pk for row in same if row.pk]).values_list("pk", flat=True))
        for row in same:
            row.pk = None if row.pk in taken else row.pk
        model._base_manager.bulk_create(same, ignore_conflicts=True)


def missing(rows):
    """The rows that cannot be written, since what they name is no more: [(row, key of what is missing)]."""
    wanted = {}
    for row in rows:
        for model, key in named_by(row):
            wanted.setdefault(model, set()).add(key)
    there = {
        model: set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
        for model, keys in wanted.items()
    }
    lost = [(row, [key for model, key in named_by(row) if key not in there[model]]) for row in rows]
    return [(row, keys[0]) for row, keys in lost if keys]
