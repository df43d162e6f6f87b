"""What the parts of an index of words are called, and of which kind it is."""

from django.db.models import BigIntegerField


def names(model):
    """What the index of a model is called, and on SQLite the table of its keys."""
    table = model._meta.db_table
    return f"{table}_words", f"{table}_word_keys"


def is_numbered(model):
    """Whether its rows have numbers that they are given with care: the index finds them in that order."""
    return type(model._meta.pk) is BigIntegerField
