"""Renditions: a picture in several widths, made after the answer. That is most of the work, and nobody waits for it.

Until they are there, who asks for one is led to the whole picture. The thread asks no database: a file's name says all.
"""

import logging
from threading import Lock, Thread

from django.core.exceptions import ValidationError

from library import rendering, storage
from library.models import Picture

logger = logging.getLogger(__name__)
# One picture after the other, and none is read before its turn.
_turn = Lock()


def make_later(picture: Picture) -> Thread:
    """Make what is missing, beside the requests."""
    thread = Thread(target=make, args=[picture], name="renditions", daemon=True)
    thread.start()
    return thread


def make(picture: Picture) -> None:
    """Make all renditions of a picture from its whole one. Safe to repeat; what cannot be made is told in the log."""
    try:
        with _turn, storage.media().open(picture.file) as file:
            made = rendering.renditions(file.read())
        files = {picture.rendition_name(*key): data for key, data in made.items()}
        with storage.media().saved(files):
            pass
        if not storage.media().exists(picture.file):  # deleted meanwhile: the whole picture goes first
            storage.media().remove(files)
    except (OSError, ValidationError) as error:
        logger.warning("No renditions were made of %s: %s", picture.file, error)


def are_missing(picture: Picture) -> bool:
    """Whether a picture lacks one of them: a server that was stopped had no time for it."""
    return not all(map(storage.media().exists, picture.rendition_names()))


def open_within(picture: Picture, most: int):
    """The file of the widest rendition that is no wider than `most`, as JPEG or PNG. Raises OSError.

    One that is not there yet is made now, which takes seconds: what shows it is kept, and has to be the same later.
    """
    name = picture.rendition_name(picture.width_within(most))
    if not storage.media().exists(name):
        make(picture)
    return storage.media().open(name)
