"""Rendering: a picture written anew in all its widths, by a process that is started for it and ends with it.

Decoding takes hundreds of megabytes, which a worker would keep, and decoders fed with hostile bytes may hang or crash.
The process has limits of time and memory, and knows neither the database nor the site's secrets. It is not forked from
the worker, which has threads: it is started anew, as `python -m library.rendering`.
"""

import json
import logging
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from django.core.exceptions import ValidationError

from library import images
from text.digest import digest

logger = logging.getLogger(__name__)

HOUSE = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, "-m", "library.rendering")
# What Python and the system's libraries need; no address of a database, no key.
ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "LANG", "TMPDIR")
SECONDS = 40
# Of address space: the largest picture that is accepted takes a third of it.
MEMORY = 3 * 1024**3
# Several large pictures side by side would take several times the memory.
_turn = threading.Lock()


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
    head, _newline, body = _run(data).partition(b"\n")
    facts = json.loads(head)
    if "refusal" in facts:
        raise images.refusal(facts["refusal"])
    keys, sizes = facts.pop("keys"), facts.pop("sizes")
    whole, *files = (body[start:end] for start, end in pairwise(accumulate(sizes, initial=0)))
    renditions = dict(zip(map(tuple, keys), files, strict=True))
    return Rendered(source=digest(data), whole=whole, renditions=renditions, **facts)


def _run(data: bytes) -> bytes:
    """What the process says. Raises ValidationError when it did not come to an end by itself."""
    kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    options = {"cwd": HOUSE, "env": kept | {"PYTHONPATH": str(HOUSE)}, "capture_output": True, "timeout": SECONDS}
    with _turn:
        try:
            return subprocess.run(COMMAND, input=data, check=True, **options).stdout
        except subprocess.TimeoutExpired:
            logger.warning("A picture of %d bytes was not rendered within %d seconds.", len(data), SECONDS)
        except subprocess.CalledProcessError as error:
            words = error.stderr.decode(errors="replace")[-2000:]
            logger.warning("Rendering a picture of %d bytes ended with %d. %s", len(data), error.returncode, words)
    raise images.refusal("too_much_work")


def main():
    """The process: a file on standard input; on standard output facts as a line of JSON, then the files in a row."""
    _limit()
    try:
        facts, files = _answer(sys.stdin.buffer.read())
    except ValidationError as refusal:
        facts, files = {"refusal": refusal.code}, []
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + b"".join(files))


def _answer(data: bytes) -> tuple[dict, list[bytes]]:
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


def _limit():
    """Bound the process from within, also should nobody wait for it any more. Some systems know only some limits."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (2 * SECONDS, 2 * SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with suppress(AttributeError, OSError):
        os.nice(10)  # pages come first


if __name__ == "__main__":
    main()
