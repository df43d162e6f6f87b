"""The rows that tie a row to others: read back as they are stored, in one question from all tables."""

from collections import defaultdict
from functools import cache
from uuid import UUID

from django.db.models import CASCADE, TextField, Value
from django.db.models.functions import Cast

from publishing.models.prepared import KEYS, Prepared
from text.derived import DerivedField


def relations_of(model):
    """What these rows are called by one of this model: {relation: their model}."""
    return {link.get_accessor_name(): link.related_model for link in own_links(model)}


def own_links(model):
    """The relations to the rows that tie one of this model to others, and go with it."""
    return [relation for relation in model._meta.related_objects if relation.on_delete is CASCADE]


def stored_links(model, keys):
    """The links of live rows as they are stored: {(key, relation): [values]}, sorted. One question."""
    relations, links = relations_of(model), defaultdict(list)
    for key, name, *texts in _stored_links(model).ask(keys):
        fields = _fields(relations[name], model)
        values = tuple(field.to_python(text) for field, text in zip(fields, texts, strict=False))
        links[UUID(key), name].append(values)
    return {place: sorted(values) for place, values in links.items()}


def as_rows(model, row, stored):
    """Links as `stored_links` gives them, as rows that tell what they say."""
    fields = _fields(model, type(row))
    return [model(**{field.attname: value for field, value in zip(fields, values, strict=True)}) for values in stored]


def values_of(row, links):
    """Unsaved links in the form that `stored_links` gives."""
    fields = _fields(links.model, type(row))
    return sorted(tuple(field.to_python(getattr(link, field.attname)) for field in fields) for link in links)


def owner_of(link, model):
    """The column of a link that says to which row of a model it belongs."""
    return next(field for field in link._meta.concrete_fields if field.related_model is model)


@cache
def _fields(link, model):
    """What a link says: its columns, but for its own id, the row that it belongs to, and what is made of others."""
    columns = (field for field in link._meta.concrete_fields if field.related_model is not model)
    return [field for field in columns if not field.primary_key and not isinstance(field, DerivedField)]


@cache
def _stored_links(model):
    relations = relations_of(model)
    width = max(len(_fields(link, model)) for link in relations.values())

    def build(keys):
        first, *queries = [_as_texts(name, link, model, keys, width) for name, link in relations.items()]
        return first.union(*queries, all=True) if queries else first

    return Prepared(build, KEYS)


def _as_texts(name, link, model, keys, width):
    owner = owner_of(link, model)
    texts = [Cast(field.attname, TextField()) for field in (owner, *_fields(link, model))]
    columns = [texts[0], Value(name, TextField()), *texts[1:], *([Value("", TextField())] * (width - len(texts) + 1))]
    annotations = {f"column_{number}": column for number, column in enumerate(columns)}
    rows = link.objects.filter(**{f"{owner.name}__among": keys}).order_by()
    return rows.annotate(**annotations).values_list(*annotations)
