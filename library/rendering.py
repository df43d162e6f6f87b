"""Rendering: a picture written anew, and in several widths, by a process of its own (`library.rendering_process`)."""

from contextlib import nullcontext
from dataclasses import dataclass
from itertools import accumulate, pairwise

from library import limits, processes
from text.digest import digest

# What the process is asked for.
WHOLE, RENDITIONS = "whole", "renditions"


@dataclass(frozen=True)
class Rendered:
    """A picture written anew, that waits for its row; `widths` are those in which it will be offered."""

    source: str
    width: int
    height: int
    widths: list[int]
    ending: str
    is_animated: bool
    whole: bytes


def render(data: bytes) -> Rendered:
    """Write a picture anew. A large one takes a second: do it before the transaction that keeps it.

    Raises ValidationError, with a sentence for people, for what is no sound picture or takes too long.
    """
    facts, whole = _asked(WHOLE, data)
    return Rendered(source=digest(data), whole=whole, **facts)


def renditions(whole: bytes) -> dict[tuple[int, str], bytes]:
    """All renditions of a picture that was written anew, by width and ending. Takes seconds. Raises ValidationError.

    Not for two pictures at a time, since each takes much memory; who brings a picture does not wait for it.
    """
    facts, files = _asked(RENDITIONS, whole, turn=nullcontext())
    cuts = pairwise(accumulate(facts["sizes"], initial=0))
    return {tuple(key): files[start:end] for key, (start, end) in zip(facts["keys"], cuts, strict=True)}


def _asked(job: str, data: bytes, **turn) -> tuple[dict, bytes]:
    try:
        facts, files = processes.run("library.rendering_process", data, job, **turn)
    except processes.Unfinished:
        raise limits.refusal("too_much_work") from None
    if "refusal" in facts:
        raise limits.refusal(facts["refusal"])
    return facts, files
