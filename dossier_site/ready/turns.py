"""Who draws a page while others wait for it, and what is asked often enough to be kept."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOCKS = 256
PATIENCE, PAUSE = 1.0, 0.005  # seconds


@contextmanager
def turn(folder: Path, key: bytes) -> Iterator[bool]:
    """Wait a moment for whoever draws this page; says whether somebody did. A process that is killed holds nobody up.

    Whoever waited in vain draws as well: a reader is never kept for long.
    """
    handle = None
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder / f"lock-{key[0] % LOCKS:02x}", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield handle is not None and _waited(handle)
    finally:
        if handle is not None:
            os.close(handle)


def _waited(handle) -> bool:
    until, waited = time.monotonic() + PATIENCE, False
    while time.monotonic() < until:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except OSError:
            waited = True
            time.sleep(PAUSE)
    return waited


class Recent:
    """The last of the keys that were met, for some seconds each. Each process knows its own."""

    def __init__(self, most: int, seconds: float):
        self.most, self.seconds, self.moments = most, seconds, {}

    def add(self, key: bytes) -> None:
        """Remember a key. When there are too many all are forgotten, which costs little."""
        if len(self.moments) >= self.most:
            self.moments = {}
        self.moments[key] = time.monotonic()

    def __contains__(self, key: bytes) -> bool:
        return time.monotonic() - self.moments.get(key, -self.seconds) < self.seconds
