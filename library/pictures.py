"""Putting pictures into the library."""

import uuid

from django.db import transaction

from library import limits, rendering, renditions, storage
from library.models import Picture
from library.rendering import Rendered
from library.uploads import take
from text.digest import digest


def store(file, *, alt, credit="", licence="", id=None, focal_x=50, focal_y=50) -> Picture:
    """Keep the picture in `file` (any binary file) under `id`, or under a new one, with its renditions; return its row.

    With a known `id` the row is brought up to date; the same file again writes no file. Raises ValidationError, with
    sentences for people, for a file that is no sound picture and for words that are missing or too long.
    """
    data = take(file, limit=limits.MAX_BYTES)
    picture = Picture.objects.filter(pk=id).first() or Picture(pk=id or uuid.uuid4())
    for name, value in {
        "alt": alt,
        "credit": credit,
        "licence": licence,
        "focal_x": focal_x,
        "focal_y": focal_y,
    }.items():
        setattr(picture, name, value)
    picture.clean_fields(exclude=["file", "width", "height", "widths"])
    if _is_kept(picture, digest(data)):
        keep_words(picture)
    else:
        keep(picture, rendering.render(data))
    if renditions.are_missing(picture):
        renditions.make(picture)
    return picture


def keep(picture: Picture, rendered: Rendered) -> Picture:
    """Write a rendered picture's file and then its row, all or nothing; files it had before go after the commit.

    When a surrounding transaction is rolled back later, a whole file without a row may stay behind; it does no harm.
    """
    picture.file = f"pictures/{storage.stem(picture.pk, rendered.whole)}.{rendered.ending}"
    for name in ("source", "width", "height", "widths"):
        setattr(picture, name, getattr(rendered, name))
    with transaction.atomic():
        old_files = picture.locked().file_names()
        with storage.media().saved({picture.file: rendered.whole}):
            picture.save()
        picture.drop_after_commit(name for name in old_files if name not in picture.file_names())
    return picture


def keep_words(picture: Picture) -> Picture:
    """Write what is said about a picture; it keeps the files that its row has now, whoever brought them."""
    with transaction.atomic():
        stored = picture.locked()
        for name in ("file", "width", "height", "widths", "source"):
            setattr(picture, name, getattr(stored, name))
        picture.save()
    return picture


def _is_kept(picture: Picture, source: str) -> bool:
    return picture.source == source and storage.media().exists(picture.file)
