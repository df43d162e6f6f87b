"""Each host is asked one thing at a time, with a pause between: nobody's server notices that it is checked."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock


class Turns:
    """Who may ask a host now: `with turns.at(host)` waits until it is this thread's turn."""

    def __init__(self, pause: float, *, sleep: Callable = time.sleep, clock: Callable = time.monotonic):
        self._pause, self._sleep, self._clock = pause, sleep, clock
        self._guard, self._locks, self._rests_until = Lock(), defaultdict(Lock), {}

    @contextmanager
    def at(self, host: str) -> Iterator[None]:
        """Nobody else asks this host meanwhile, nor within the pause after it."""
        with self._guard:
            lock = self._locks[host]
        with lock:
            rest = self._rests_until.get(host, 0) - self._clock()
            if rest > 0:
                self._sleep(rest)
            try:
                yield
            finally:
                self._rests_until[host] = self._clock() + self._pause
