"""Folding: text brought down to plain small letters, so that a search forgives accents, case and alphabet."""

from anyascii import anyascii
from django.db import models


def fold(text: str) -> str:
    """Return `text` as a search sees it: Latin letters without accents, small, single spaces.

    The same on every database, and the same for what is stored and for what is asked: fold both sides.
    """
    return " ".join(anyascii(text).casefold().split())


class FoldedField(models.TextField):
    """A column that holds the folded words of other attributes of its row; it is never typed.

    `FoldedField("name", "other_names")` is filled each time the row is saved. Sources may be strings, lists of
    strings, or empty; anything else is written with `str()`.
    Bulk writes (`update`, `bulk_update`) do not pass here: set the column with `fold()` yourself.
    """

    def __init__(self, *sources: str, **options):
        self.sources = sources
        super().__init__(**{**options, "editable": False, "blank": True, "default": ""})

    def deconstruct(self):
        name, path, _args, options = super().deconstruct()
        for fixed in ("editable", "blank", "default"):
            options.pop(fixed, None)
        return name, path, list(self.sources), options

    def pre_save(self, model_instance, add):
        folded = fold(" ".join(_words(getattr(model_instance, source)) for source in self.sources))
        setattr(model_instance, self.attname, folded)
        return folded


def _words(value) -> str:
    """Return what an attribute says, as one line of words."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return " ".join(_words(item) for item in value)
    return str(value)
