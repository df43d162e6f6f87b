"""AVIF renditions, made after the answer: most of the work of a picture, which nobody has to wait for.

Until they are there, who asks for one is led to the same picture as JPEG or PNG. The thread asks no database: a file's
name says all, and a picture that is deleted meanwhile leaves files that do no harm.
"""

import logging
from threading import Thread

from django.core.exceptions import ValidationError

from library import rendering, storage
from library.models import Picture

logger = logging.getLogger(__name__)


def make_later(picture: Picture) -> Thread:
    """Make what is missing, beside the requests."""
    thread = Thread(target=make, args=[picture], name="renditions", daemon=True)
    thread.start()
    return thread


def make(picture: Picture) -> None:
    """Make what is missing of one picture. Safe to repeat; what cannot be made is told in the log."""
    try:
        with storage.media().open(picture.file) as file:
            rendered = rendering.render(file.read(), rendering.AVIF)
        files = {picture.rendition_name(*key): data for key, data in rendered.renditions.items()}
        with storage.media().saved(files):
            pass
    except (OSError, ValidationError) as error:
        logger.warning("No AVIF was made of %s: %s", picture.file, error)


def is_missing(picture: Picture) -> bool:
    """Whether something is missing of a picture: a server that was stopped had no time for it."""
    names = [picture.rendition_name(width, rendering.AVIF) for width in picture.widths]
    return not all(map(storage.media().exists, names))
