"""A file that somebody brought, kept between the look at what it would do and the doing: theirs alone, for an hour."""

import uuid

from django.core.cache import caches

HOUR = 60 * 60


def keep(person, data):
    """Keep a file. Gives the word by which the same person finds it."""
    word = uuid.uuid4().hex
    cache().set(_key(person, word), data, HOUR)
    return word


def kept(person, word):
    """The file that this person brought under a word; None when it is not kept any more."""
    return cache().get(_key(person, word))


def drop(person, word):
    """Forget a file."""
    cache().delete(_key(person, word))


def cache():
    """What all processes of the site share."""
    return caches["shared"]


def _key(person, word):
    return f"table:{person.pk}:{word[:40]}"
