"""Cache backends whose outage is a miss, never an error (known trap: Redis down raises on every call)."""

from typing import Any

import structlog
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache
from django.db import DatabaseError
from redis.exceptions import RedisError

logger = structlog.get_logger("entrepairs.cache")
OUTAGES = (RedisError, DatabaseError, OSError)


def _say(error: Exception) -> None:
    logger.warning("cache unavailable", error=type(error).__name__)


class MissOnOutage:
    """Mixin over a cache backend: reads miss, writes are let go, when the store is away.

    `add` answers True then: a lock taken in a store that is away must not stop the work it guards.
    """

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except OUTAGES as error:
            _say(error)
            return default

    def get_many(self, keys: list[str], version: int | None = None) -> dict[str, Any]:
        try:
            return super().get_many(keys, version)
        except OUTAGES as error:
            _say(error)
            return {}

    def set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> None:
        try:
            super().set(key, value, *args, **kwargs)
        except OUTAGES as error:
            _say(error)

    def add(self, key: str, value: Any, *args: Any, **kwargs: Any) -> bool:
        try:
            return super().add(key, value, *args, **kwargs)
        except OUTAGES as error:
            _say(error)
            return True

    def delete(self, key: str, version: int | None = None) -> bool:
        try:
            return super().delete(key, version)
        except OUTAGES as error:
            _say(error)
            return False

    def touch(self, key: str, *args: Any, **kwargs: Any) -> bool:
        try:
            return super().touch(key, *args, **kwargs)
        except OUTAGES as error:
            _say(error)
            return False


class MissOnOutageRedisCache(MissOnOutage, RedisCache):
    """Redis, whose absence is a miss."""


class MissOnOutageDatabaseCache(MissOnOutage, DatabaseCache):
    """The database's cache table, whose absence is a miss.

    Room for ROWS entries: Django's 300 would throw out the counters of the limiter at random.
    """

    ROWS = 50_000

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(table, {**params, "OPTIONS": {"MAX_ENTRIES": self.ROWS, **params.get("OPTIONS", {})}})


class MissOnOutageFileCache(MissOnOutage, FileBasedCache):
    """Files under var/, whose absence is a miss."""
