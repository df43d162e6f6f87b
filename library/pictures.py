"""Putting pictures into the library."""

import uuid

from django.db import transaction

from library import limits, rendering, storage
from library.models import Picture
from library.rendering import Rendered
from library.uploads import take
from text.digest import digest


def store(file, *, alt, credit="", licence="", id=None, focal_x=50, focal_y=50) -> Picture:
    """Keep the picture in `file` (any binary file) under `id`, or under a new one; return its row.

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
        return keep_words(picture)
    return keep(picture, rendering.render(data))


def keep(picture: Picture, rendered: Rendered) -> Picture:
    """Write a rendered picture's files and then its row, all or nothing; files it had before go after the commit.

    When a surrounding transaction is rolled back later, whole files without a row may stay behind; they do no harm.
    """
    files = _describe(picture, rendered)
    with transaction.atomic():
        old_files = picture.locked().file_names()
        with storage.media().saved(files):
            picture.save()
        picture.drop_after_commit(set(old_files) - set(files))
    return picture


def keep_words(picture: Picture) -> Picture:
    """Write what is said about a picture; it keeps the files that its row has now, whoever brought them."""
    with transaction.atomic():
        stored = picture.locked()
        for name in ("file", "width", "height", "widths", "source"):
            setattr(picture, name, getattr(stored, name))
        picture.save()
    return picture


def _describe(picture: Picture, rendered: Rendered) -> dict[str, bytes]:
    """Write into the row what was rendered; return its files, name to bytes."""
    picture.file = f"pictures/{storage.stem(picture.pk, rendered.whole)}.{rendered.ending}"
    for name in ("source", "width", "height", "widths"):
        setattr(picture, name, getattr(rendered, name))
    renditions = {picture.rendition_name(*key): file for key, file in rendered.renditions.items()}
    return {picture.file: rendered.whole, **renditions}


def _is_kept(picture: Picture, source: str) -> bool:
    media = storage.media()
    return picture.source == source and all(media.exists(name) for name in picture.file_names())
