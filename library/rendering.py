"""Rendering: a picture written anew in all its widths, by a process of its own (`python -m library.rendering`)."""

import sys
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, pairwise

from library import images, processes
from text.digest import digest

# What renditions there are: JPEG or PNG, which is made at once, and a smaller one, which takes most of the time.
KINDS = (FALLBACK, AVIF) = ("fallback", "avif")


@dataclass(frozen=True)
class Rendered:
    """A picture written anew, that waits for its row. `renditions` has (width, ending) for keys."""

    source: str
    width: int
    height: int
    widths: list[int]
    ending: str
    is_animated: bool
    whole: bytes
    renditions: dict[tuple[int, str], bytes]


def render(data: bytes, *kinds: str) -> Rendered:
    """Write a picture anew. A large one takes seconds: do it before the transaction that keeps it.

    `kinds` are those of the renditions: FALLBACK, AVIF, or all of them when none is named.
    Raises ValidationError, with a sentence for people, for what is no sound picture or takes too long.
    """
    try:
        facts, files = processes.run("library.rendering", data, *kinds or KINDS)
    except processes.Unfinished:
        raise images.refusal("too_much_work") from None
    if "refusal" in facts:
        raise images.refusal(facts["refusal"])
    keys, sizes = facts.pop("keys"), facts.pop("sizes")
    original, *scaled = (files[start:end] for start, end in pairwise(accumulate(sizes, initial=0)))
    renditions = dict(zip(map(tuple, keys), scaled, strict=True))
    return Rendered(source=digest(data), whole=original, renditions=renditions, **facts)


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
