"""What a process does that is started for a picture: `python -m library.rendering_process`, with one of its jobs."""

import sys

from library import images, processes
from library.rendering import RENDITIONS, WHOLE


def whole(data: bytes) -> tuple[dict, list[bytes]]:
    """Facts about an uploaded picture, and the file in which it is written anew. Raises ValidationError."""
    image = images.decode(data)
    ending = images.ending(image)
    facts = {"width": image.width, "height": image.height, "widths": images.widths(image), "ending": ending}
    return {**facts, "is_animated": image.info["is_animated"]}, [images.encode(image, ending)]


def renditions(data: bytes) -> tuple[dict, list[bytes]]:
    """The picture in all its widths, each as JPEG or PNG and as AVIF; the facts are which, and their sizes."""
    image = images.decode(data)
    endings = (images.ending(image), "avif")
    rendered = {(width, kind): file for width in images.widths(image) for kind, file in _in(image, width, endings)}
    return {"keys": list(rendered), "sizes": [len(file) for file in rendered.values()]}, list(rendered.values())


def _in(image, width: int, endings: tuple[str, ...]):
    """The renditions of one width: (ending, bytes)."""
    image = images.resized(image, width)
    return [(kind, images.encode(image, kind)) for kind in endings]


if __name__ == "__main__":
    processes.answer({WHOLE: whole, RENDITIONS: renditions}[sys.argv[1]])
