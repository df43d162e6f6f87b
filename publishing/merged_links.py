"""The links that a merge moves, at the desk and in public: found by the relations of the row's model, in any room."""

import json

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from editing.uses import incoming, owner_of, repeating
from publishing.models import Live, Publishable
from publishing.models.tallies import as_value

# So many keys go into one question.
BATCH = 5000


def items_naming(row):
    """The items that name a row, at the desk or in public: {(kind, key)}."""
    found = set()
    for relation in incoming(type(row)):
        owner, column = owner_of(relation)
        if kind := _kind(owner):
            keys = relation.related_model._base_manager.filter(**{relation.field.name: row}).order_by()
            found |= {(kind, str(key)) for key in keys.values_list(column, flat=True)}
    return found


def _kind(model):
    return model.schema.kind if issubclass(model, Publishable | Live) else ""


def move_links(row, into):
    """Let what names `row` name `into`, at the desk and in public. Where both stood, the first place stays.

    Returns what is needed to move it back: [{model, field, by, moved, dropped: rows}]. Links are written anew whenever
    their item is drawn, restored or brought into another site, so what was moved is told by the keys of the items: `by`
    is the column with those.
    """
    model = type(row)
    return [_move(relation, row, into) for relation in (*incoming(model), *repeating(model))]


def _is_live(relation):
    return issubclass(owner_of(relation)[0], Live)


def _move(relation, row, into):
    model, name, column = relation.related_model, relation.field.name, owner_of(relation)[1]
    dropped = [] if column == "pk" else _drop_doubles(relation, row, into)
    links = model._base_manager.filter(**{name: row}).order_by()
    moved = list(links.values_list(column, flat=True))
    links.update(**{name: into})
    return {"model": model._meta.label, "field": name, "by": column, "moved": plain(moved), "dropped": dropped}


def _drop_doubles(relation, row, into):
    """Delete the second of two links by which one item names both. Returns the columns of those."""
    (_owner, column), name, links = owner_of(relation), relation.field.name, relation.related_model._base_manager
    both = links.filter(**{name: row, f"{column}__in": links.filter(**{name: into}).values(column)})
    owners = list(both.order_by().values_list(column, flat=True))
    pairs = links.filter(**{f"{name}__in": [row, into], f"{column}__in": owners}).order_by(*_order(relation), "pk")
    seen, second = set(), []
    for link in pairs:
        owner = getattr(link, column)
        if owner in seen:
            second.append(link)
        seen.add(owner)
    links.filter(pk__in=[link.pk for link in second]).delete()
    columns = [field.attname for field in relation.related_model._meta.concrete_fields]
    return plain([{name: getattr(link, name) for name in columns} for link in second])


def _order(relation):
    names = {field.name for field in relation.related_model._meta.concrete_fields}
    return ["position"] if "position" in names else []


def live_numbers(*rows):
    """How many live rows name each of these rows: {(kind, facet, value): number}, as lists count them."""
    relations = [relation for relation in incoming(type(rows[0])) if _is_live(relation)]
    return {
        (_kind(owner_of(relation)[0]), relation.field.name, as_value(row.pk)): _number(relation, row)
        for relation in relations
        for row in rows
    }


def _number(relation, row):
    return relation.related_model._base_manager.filter(**{relation.field.name: row}).count()


def plain(values):
    """Values as JSON holds them."""
    return json.loads(DjangoJSONEncoder().encode(values))


def move_back(row, into, links, since):
    """Undo `move_links`, as far as what was moved still stands; the live rows of what was published `since` stay.

    Returns the items whose live rows have to be drawn anew, since one of two links is missing there.
    """
    doubles = set()
    for record in links:
        relation = apps.get_model(record["model"])._meta.get_field(record["field"]).remote_field
        (owner, column), kept = owner_of(relation), {key for _kind, key in since}
        if _is_live(relation):
            _name_again(relation, column, [key for key in record["moved"] if key not in kept], row, into)
            doubles |= {(_kind(owner), columns[column]) for columns in record["dropped"]}
            continue
        _name_again(relation, record.get("by", "pk"), record["moved"], row, into)  # once it was by the links' own keys
        for columns in record["dropped"]:
            _bring_back(relation.related_model, record["field"], columns)
    return doubles


def _name_again(relation, column, keys, row, into):
    links, name = relation.related_model._base_manager.order_by(), relation.field.name
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        links.filter(**{f"{column}__in": some, name: into}).update(**{name: row})


def _bring_back(model, name, columns):
    """Make a dropped link again, unless its item is gone or names that row once more."""
    link = model(**columns)
    owner = next(field for field in model._meta.concrete_fields if field.is_relation and field.name != name)
    key = getattr(link, owner.attname)
    same = model._base_manager.filter(**{owner.attname: key, name: getattr(link, f"{name}_id")})
    if owner.related_model._base_manager.filter(pk=key).exists() and not same.exists():
        link.pk = None if isinstance(model._meta.pk, models.AutoField) else link.pk
        link.save(force_insert=True)
