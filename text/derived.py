"""Columns that are made of other fields of their row."""

from django.db import models


class DerivedField(models.Field):
    """A column that is made of other fields of its row each time the row is saved; it is never typed.

    Bulk writes (`update`, `bulk_update`) do not pass here: set the column yourself.
    """

    fixed = {"editable": False, "blank": True, "default": ""}

    def __init__(self, *sources: str, **options):
        self.sources = sources
        super().__init__(**options | self.fixed)

    def deconstruct(self):
        """Without what is the same for every such field."""
        name, path, _args, options = super().deconstruct()
        return name, path, list(self.sources), {key: value for key, value in options.items() if key not in self.fixed}

    def pre_save(self, model_instance, add):
        """What the column holds, made anew."""
        value = self.made_of(model_instance)
        setattr(model_instance, self.attname, value)
        return value

    def made_of(self, row):
        """What the column holds for a row."""
        return self.derived(text_of(row, self.sources))


def text_of(row, sources):
    """The text of all sources of a row."""
    return " ".join(text for source in sources for text in _texts(row, source))


def _texts(row, source):
    name, _separator, key = source.partition("__")
    field = row._meta.get_field(name)
    value = field.value_from_object(row) or ""
    if not key:
        return [getattr(field, "words", str)(value)]
    parts = value if isinstance(value, list) else [value]
    return [part.get(key, "") for part in parts if part]
