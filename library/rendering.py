"""Rendering: a picture written anew in all its widths, by a process of its own (`python -m library.rendering`)."""

from dataclasses import dataclass
from itertools import accumulate, pairwise

from library import images, processes
from text.digest import digest


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


def render(data: bytes) -> Rendered:
    """Write a picture anew. A large one takes seconds: do it before the transaction that keeps it.

    Raises ValidationError, with a sentence for people, for what is no sound picture or takes too long.
    """
    try:
        facts, files = processes.run("library.rendering", data)
    except processes.Unfinished:
        raise images.refusal("too_much_work") from None
    if "refusal" in facts:
        raise images.refusal(facts["refusal"])
    keys, sizes = facts.pop("keys"), facts.pop("sizes")
    original, *scaled = (files[start:end] for start, end in pairwise(accumulate(sizes, initial=0)))
    renditions = dict(zip(map(tuple, keys), scaled, strict=True))
    return Rendered(source=digest(data), whole=original, renditions=renditions, **facts)


def work(data: bytes) -> tuple[dict, list[bytes]]:
    """What the process does: facts about the picture, and its files, the whole one first. Raises ValidationError."""
    image = images.decode(data)
    ending, widths = images.ending(image), images.widths(image)
    rendered = {(width, kind): file for width in widths for kind, file in _in_one_width(image, width, ending)}
    files = [images.encode(image, ending), *rendered.values()]
    measures = {"width": image.width, "height": image.height, "widths": widths, "ending": ending}
    order = {"keys": list(rendered), "sizes": [len(file) for file in files]}
    return {**measures, "is_animated": image.info["is_animated"], **order}, files


def _in_one_width(image, width: int, ending: str):
    """The renditions of one width: (ending, bytes)."""
    image = images.resized(image, width)
    return [(kind, images.encode(image, kind)) for kind in (ending, "avif")]


if __name__ == "__main__":
    processes.answer(work)
