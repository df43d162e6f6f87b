"""What all processes of this machine know together where no cache is set up: a few small files."""

import fcntl
import pickle
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.filebased import FileBasedCache


class SharedFileCache(FileBasedCache):
    """Django's cache of files, in which adding and counting are one step each: two processes never do it at once.

    Its folder is made when something is stored: a check that only looks makes nothing.
    """

    def __init__(self, location, params):
        BaseCache.__init__(self, params)
        self._dir = str(Path(location).absolute())

    def add(self, key, *args, **kwargs) -> bool:
        """Store what is not there yet. Says whether it was stored."""
        with self._alone():
            return super().add(key, *args, **kwargs)

    def incr(self, key, delta=1, version=None) -> int:
        """Count, from 0 where nothing is stored; it ends when it was to end, however often it is counted."""
        with self._alone():
            number = self.get(key, 0, version) + delta
            self.set(key, number, self._left(key, version), version)
            return number

    def _left(self, key, version):
        """For how many seconds something is stored yet."""
        with suppress(FileNotFoundError), open(self._key_to_file(key, version), "rb") as file:
            return pickle.load(file) - time.time()
        return self.default_timeout

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._createdir()
        with open(Path(self._dir) / "lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
