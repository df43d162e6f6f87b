"""Rendering: a picture written anew in all its widths, by a process of its own (`library.rendering_process`)."""

from dataclasses import dataclass
from itertools import accumulate, pairwise

from library import limits, processes
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
        facts, files = processes.run("library.rendering_process", data, *kinds or KINDS)
    except processes.Unfinished:
        raise limits.refusal("too_much_work") from None
    if "refusal" in facts:
        raise limits.refusal(facts["refusal"])
    keys, sizes = facts.pop("keys"), facts.pop("sizes")
    original, *scaled = (files[start:end] for start, end in pairwise(accumulate(sizes, initial=0)))
    renditions = dict(zip(map(tuple, keys), scaled, strict=True))
    return Rendered(source=digest(data), whole=original, renditions=renditions, **facts)
