"""What a process does that is started to render one picture: `python -m library.rendering_process`."""

import sys
from functools import partial

from library import images, processes
from library.rendering import FALLBACK


def work(kinds: list[str], data: bytes) -> tuple[dict, list[bytes]]:
    """What the process does: facts about the picture, and its files, the whole one first. Raises ValidationError."""
    image = images.decode(data)
    ending, widths = images.ending(image), images.widths(image)
    endings = [ending if kind == FALLBACK else kind for kind in kinds]
    rendered = {(width, kind): file for width in widths for kind, file in _in_one_width(image, width, endings)}
    files = [images.encode(image, ending), *rendered.values()]
    measures = {"width": image.width, "height": image.height, "widths": widths, "ending": ending}
    order = {"keys": list(rendered), "sizes": [len(file) for file in files]}
    return {**measures, "is_animated": image.info["is_animated"], **order}, files


def _in_one_width(image, width: int, endings: list[str]):
    """The renditions of one width: (ending, bytes)."""
    image = images.resized(image, width)
    return [(kind, images.encode(image, kind)) for kind in endings]


if __name__ == "__main__":
    processes.answer(partial(work, sys.argv[1:]))
