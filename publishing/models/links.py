"""The rows that tie a row to others: attached before they are saved, and read back in one question from all tables."""

from django.db.models import CASCADE, TextField, Value
from django.db.models.functions import Cast

from text.derived import DerivedField


def attach(row, **relations):
    """Give a row unsaved rows as if they were prefetched: `relation=(model, rows)`. Asking for them asks nothing."""
    attached = {name: model.objects.all() for name, (model, _rows) in relations.items()}
    for name, (_model, rows) in relations.items():
        attached[name]._result_cache, attached[name]._prefetch_done = list(rows), True
    row._prefetched_objects_cache = getattr(row, "_prefetched_objects_cache", {}) | attached


def own_links(model):
    """The relations to the rows that tie one of this model to others, and go with it."""
    return [relation for relation in model._meta.related_objects if relation.on_delete is CASCADE]


def stored_links(row, models):
    """The links of a live row as they are stored: {relation: [values]}, sorted. `models` are theirs, by relation."""
    width = max(len(_fields(model, row)) for model in models.values())
    first, *queries = [_as_texts(name, model, row, width) for name, model in models.items()]
    links = {name: [] for name in models}
    for name, *texts in first.union(*queries, all=True) if queries else first:
        fields = _fields(models[name], row)
        links[name].append(tuple(field.to_python(text) for field, text in zip(fields, texts, strict=False)))
    return {name: sorted(values) for name, values in links.items()}


def as_rows(model, row, stored):
    """Links as `stored_links` gives them, as rows that tell what they say."""
    fields = _fields(model, row)
    return [model(**{field.attname: value for field, value in zip(fields, values, strict=True)}) for values in stored]


def values_of(row, links):
    """Unsaved links in the form that `stored_links` gives."""
    return sorted(
        tuple(field.to_python(getattr(link, field.attname)) for field in _fields(links.model, row)) for link in links
    )


def _fields(model, row):
    """What a link says: its columns, but for its own id, the row that it belongs to, and what is made of others."""
    columns = (field for field in model._meta.concrete_fields if field.related_model is not type(row))
    return [field for field in columns if not field.primary_key and not isinstance(field, DerivedField)]


def _as_texts(name, model, row, width):
    owner = next(field for field in model._meta.concrete_fields if field.related_model is type(row))
    texts = [Cast(field.attname, TextField()) for field in _fields(model, row)]
    columns = [Value(name, TextField()), *texts, *([Value("", TextField())] * (width - len(texts)))]
    annotations = {f"column_{number}": column for number, column in enumerate(columns)}
    return model.objects.filter(**{owner.name: row.pk}).order_by().annotate(**annotations).values_list(*annotations)
