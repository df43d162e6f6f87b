"""What came of asking for a link."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """What was met: what is wrong ("" for nothing), the status, if there was one, and where it has moved to.

    `wait` is for how many seconds the host asked to be left alone.
    """

    failure: str = ""
    status: int | None = None
    moved_to: str = ""
    wait: int = 0
