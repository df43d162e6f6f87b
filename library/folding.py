"""Folding: text brought down to plain small letters, so that a search forgives accents, case and alphabet."""

from anyascii import anyascii
from django.db import models


def fold(text: str) -> str:
    """Return `text` as a search sees it: Latin letters without accents, small, single spaces.

    The same on every database, and the same for what is stored and for what is asked: fold both sides.
    """
    return " ".join(anyascii(text).casefold().split())


class FoldedField(models.TextField):
    """A column that holds the folded words of other fields of its row; it is never typed.

    `FoldedField("name", "other_names")` is filled each time the row is saved. Empty fields add nothing. A field with
    `words(text)`, as rich text has, is asked for the words that people read in it.
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
        fields = [model_instance._meta.get_field(source) for source in self.sources]
        texts = [(field, field.value_from_object(model_instance) or "") for field in fields]
        folded = fold(" ".join(getattr(field, "words", str)(text) for field, text in texts))
        setattr(model_instance, self.attname, folded)
        return folded
