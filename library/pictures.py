"""Putting pictures into the library."""

import uuid
from pathlib import PurePosixPath

from django.db import transaction
from PIL.Image import Image

from library import images, shelves
from library.models import Picture
from library.uploads import take


def store(file, *, alt, credit="", licence="", id=None, focal_x=50, focal_y=50) -> Picture:
    """Keep the picture in `file` (any binary file) under `id`, or under a new one; return its row.

    With a known `id` the row is brought up to date; the same file again writes no file. Raises ValidationError, with
    sentences for people, for a file that is no sound picture and for words that are missing or too long.
    """
    data = take(file, limit=images.MAX_BYTES)
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
    if _is_kept(picture, shelves.digest(data)):
        return keep_words(picture)
    return keep(picture, images.decode(data), shelves.digest(data))


def keep(picture: Picture, image: Image, source: str) -> Picture:
    """Write a decoded image's files and then its row, all or nothing; files it had before go after the commit.

    When a surrounding transaction is rolled back later, whole files without a row may stay behind; they do no harm.
    """
    files = _describe(picture, image, source)
    with transaction.atomic():
        before = picture.locked().file_names()
        with shelves.media().laid(files):
            picture.save()
        picture.drop_after_commit(set(before) - set(files))
    return picture


def keep_words(picture: Picture) -> Picture:
    """Write what is said about a picture; it keeps the files that its row has now, whoever brought them."""
    with transaction.atomic():
        now = picture.locked()
        for name in ("file", "width", "height", "widths", "source"):
            setattr(picture, name, getattr(now, name))
        picture.save()
    return picture


def _describe(picture: Picture, image: Image, source: str) -> dict[str, bytes]:
    """Write into the row what `image` is; return its files, name to bytes."""
    ending = images.ending(image)
    whole = images.encode(image, ending)
    picture.file = f"pictures/{shelves.stem(picture.pk, whole)}.{ending}"
    picture.width, picture.height, picture.widths = image.width, image.height, images.widths(image)
    picture.source = source
    return {name: whole if name == picture.file else _rendition(image, name) for name in picture.file_names()}


def _rendition(image: Image, name: str) -> bytes:
    stem, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix[1:]
    return images.encode(image, ending, int(stem.partition("-")[2]))


def _is_kept(picture: Picture, source: str) -> bool:
    shelf = shelves.media()
    return picture.source == source and all(shelf.exists(name) for name in picture.file_names())
