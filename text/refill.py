"""Filling the derived columns of rows that were saved before the columns were, for migrations."""

from text.derived import DerivedField
from text.richtext import plain


def refill(room: str, *models: str, rich: tuple[str, ...] = ()):
    """A step for RunPython that fills the columns to search and to sort by of all rows of some models.

    `rich` names their fields with rich text: to a migration these are plain ones.
    """

    def fill(apps, schema_editor):
        for name in models:
            for row in apps.get_model(room, name).objects.order_by("pk").iterator(chunk_size=500):
                _save(row, rich)

    return fill


def _save(row, rich):
    for field in row._meta.concrete_fields:
        if field.name in rich:
            setattr(row, field.name, plain(getattr(row, field.name)))
    row.save(update_fields=[field.name for field in row._meta.concrete_fields if isinstance(field, DerivedField)])
