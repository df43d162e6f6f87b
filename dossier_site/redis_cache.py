"""A Redis, or what speaks like one (Valkey), of which readers do not depend: what it keeps can be drawn anew."""

import logging
from collections import defaultdict
from time import monotonic
from typing import ClassVar

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

# Seconds in which nobody asks a server that did not answer: a silent one holds up whoever asks.
PAUSE = 5.0

logger = logging.getLogger(__name__)


class DispensableRedisCache(RedisCache):
    """Django's, which knows nothing and keeps nothing while its server is away."""

    away_until: ClassVar[defaultdict[str, float]] = defaultdict(float)  # by the server's address

    def get(self, key, default=None, version=None):
        return self._answer(default, super().get, key, default, version)

    def get_many(self, keys, version=None) -> dict:
        return self._answer({}, super().get_many, keys, version)

    def set(self, *args, **kwargs):
        self._answer(None, super().set, *args, **kwargs)

    def set_many(self, data, *args, **kwargs) -> list:
        return self._answer([*data], super().set_many, data, *args, **kwargs)

    def add(self, *args, **kwargs) -> bool:
        return self._answer(False, super().add, *args, **kwargs)

    def _answer(self, otherwise, act, *args, **kwargs):
        """What `act` gives, or `otherwise` while nobody answers."""
        server = self._servers[0]
        if monotonic() < self.away_until[server]:
            return otherwise
        try:
            return act(*args, **kwargs)
        except RedisError as error:
            self.away_until[server] = monotonic() + PAUSE
            logger.warning("The cache is away: %s", error)
            return otherwise
