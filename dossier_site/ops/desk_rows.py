"""Rows as plain values and back, whatever their model: every column but those that are made of others."""

from django.db import models

from text.derived import DerivedField


def columns(model):
    """The columns that say something by themselves."""
    fields = model._meta.concrete_fields
    bounds = {f"{field.name}_{side}" for field in fields for side in ("lower", "upper")}
    return [
        field for field in fields if not (field.generated or isinstance(field, DerivedField) or field.name in bounds)
    ]


def plain_row(row, without=()):
    """What a row says: its columns, and the keys of the rows that it names in lists."""
    values = {field.attname: _plain(field, row) for field in columns(type(row)) if field.name not in without}
    many = {field.name: sorted(str(each.pk) for each in getattr(row, field.name).all()) for field in _many(row)}
    return values | many


def make_rows(model, plain):
    """Write rows in the place of all that the table has. What the site tells of them by itself,
    such as when they were changed, is put right afterwards.
    """
    models.QuerySet(model).delete()
    rows = [row_of(model, values) for values in plain]
    model.objects.bulk_create(rows)
    own = [
        field for field in columns(model) if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    ]
    for values, row in zip(plain, rows, strict=True):
        for field in _many(row):
            getattr(row, field.name).set(values[field.name])
        if own:
            told = {field.attname: field.to_python(values[field.attname]) for field in own}
            models.QuerySet(model).filter(pk=row.pk).update(**told)


def row_of(model, values):
    """An unsaved row of plain values."""
    known = {field.attname: field for field in columns(model)}
    return model(**{name: known[name].to_python(value) for name, value in values.items() if name in known})


def _many(row):
    return row._meta.many_to_many


def _plain(field, row):
    value = getattr(row, field.attname)
    if value is None or isinstance(value, (bool, int, list, dict)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
