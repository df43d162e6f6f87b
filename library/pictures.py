"""Putting pictures into the library."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from PIL.Image import Image

from library import images, storage
from library.models import Picture
from library.uploads import take
from text.digest import digest


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
    if _is_kept(picture, digest(data)):
        return keep_words(picture)
    return keep(picture, prepare(data))


@dataclass(frozen=True)
class Prepared:
    """A picture written anew in all its widths, that waits for its row. `renditions` has (width, ending) for keys."""

    source: str
    width: int
    height: int
    widths: list[int]
    ending: str
    whole: bytes
    renditions: dict[tuple[int, str], bytes]


def prepare(data: bytes) -> Prepared:
    """Decode a picture and write it anew. A large one takes seconds: do it before the transaction that keeps it.

    Raises ValidationError, with a sentence for people, for what is no sound picture.
    """
    image = images.decode(data)
    ending, widths = images.ending(image), images.widths(image)
    return Prepared(
        source=digest(data),
        width=image.width,
        height=image.height,
        widths=widths,
        ending=ending,
        whole=images.encode(image, ending),
        renditions={key: file for width in widths for key, file in _in_one_width(image, width, ending)},
    )


def keep(picture: Picture, prepared: Prepared) -> Picture:
    """Write a prepared picture's files and then its row, all or nothing; files it had before go after the commit.

    When a surrounding transaction is rolled back later, whole files without a row may stay behind; they do no harm.
    """
    files = _describe(picture, prepared)
    with transaction.atomic():
        before = picture.locked().file_names()
        with storage.media().laid(files):
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


def _describe(picture: Picture, prepared: Prepared) -> dict[str, bytes]:
    """Write into the row what was prepared; return its files, name to bytes."""
    picture.file = f"pictures/{storage.stem(picture.pk, prepared.whole)}.{prepared.ending}"
    for name in ("source", "width", "height", "widths"):
        setattr(picture, name, getattr(prepared, name))
    renditions = {picture.rendition_name(*key): file for key, file in prepared.renditions.items()}
    return {picture.file: prepared.whole, **renditions}


def _in_one_width(image: Image, width: int, ending: str):
    """The renditions of one width: ((width, ending), bytes)."""
    image = images.resized(image, width)
    return [((width, kind), images.encode(image, kind)) for kind in (ending, "avif")]


def _is_kept(picture: Picture, source: str) -> bool:
    media = storage.media()
    return picture.source == source and all(media.exists(name) for name in picture.file_names())
