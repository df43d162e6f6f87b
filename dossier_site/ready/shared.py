"""Where ready pages are kept when there is a cache that all machines share (`CACHE_URL`)."""

import logging

from django.core.cache import cache

# Seconds after which a page that nobody drew anew is forgotten; the cache's own limit bounds the rest.
WEEK = 7 * 24 * 60 * 60

logger = logging.getLogger(__name__)


class SharedStore:
    """The same as `Store`. A cache that is away is done without."""

    def __init__(self, version: str):
        self.version = version

    def get(self, key: bytes):
        """The page of this key, fresh or not."""
        return self._try(cache.get, self._name(key))

    def put(self, pages) -> None:
        """Keep pages in the place of those of the same keys."""
        self._try(cache.set_many, {self._name(key): kept for key, kept in pages.items()}, WEEK)

    def _name(self, key):
        return f"ready-{self.version}-{key.hex()}"

    def _try(self, act, *given):
        try:
            return act(*given)
        except Exception as error:  # each kind of cache has its own
            logger.warning("The cache of ready pages does not answer: %s", error)
            return None
