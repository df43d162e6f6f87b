"""The pages that this process was asked for last: reading them from the file takes longer than all else."""

import time
from collections import OrderedDict
from threading import Lock

# Bytes of pages in each process, and those that each takes beside its body; seconds after which a page is read from the
# file once more, which notes its use.
MOST, EACH, SECONDS = 4 * 1024 * 1024, 4096, 3600


class Memory:
    """Kept pages by key, the latest last."""

    def __init__(self):
        self.pages, self.bytes, self.lock = OrderedDict(), 0, Lock()

    def get(self, key: bytes):
        """The page of this key, fresh or not."""
        until, kept = self.pages.get(key, (0, None))
        return kept if time.time() < until else None

    def put(self, key: bytes, kept) -> None:
        """Remember a page, and forget those that were put longest ago where there are too many."""
        with self.lock:
            self._forget(self.pages.pop(key, None))
            self.pages[key] = (time.time() + SECONDS, kept)
            self.bytes += _size(kept)
            while self.bytes > MOST:
                self._forget(self.pages.popitem(last=False)[1])

    def _forget(self, page):
        self.bytes -= _size(page[1]) if page else 0


def _size(kept):
    return EACH + len(kept.representation.body)
