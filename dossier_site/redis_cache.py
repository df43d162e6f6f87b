"""A Redis, or what speaks like one (Valkey), of which readers do not depend: what it keeps can be drawn anew."""

import logging
from contextlib import suppress

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class DispensableRedisCache(RedisCache):
    """Django's, which knows nothing and keeps nothing while its server is away."""

    def get(self, key, default=None, version=None):
        try:
            return super().get(key, default, version)
        except RedisError as error:
            logger.warning("The cache is away: %s", error)
            return default

    def set(self, *args, **kwargs):
        with suppress(RedisError):
            super().set(*args, **kwargs)

    def add(self, *args, **kwargs) -> bool:
        with suppress(RedisError):
            return super().add(*args, **kwargs)
        return False
