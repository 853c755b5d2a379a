"""Cache backends whose outage is a miss, never an error (docs/architecture.md#trap-redis-down)."""

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, cast

import structlog
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache
from django.db import DatabaseError, IntegrityError, OperationalError, connections, router
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisSilent

if TYPE_CHECKING:  # the mixins below are mixed into a cache backend
    from django.core.cache.backends.base import BaseCache
else:
    BaseCache = object

logger = structlog.get_logger("entrepairs.cache")
OUTAGES = (RedisError, DatabaseError, OSError)
# Wagtail asks for the roots of its sites once for each page of a list: one query a row when the cache is a table.
NEAR_KEYS = frozenset({"wagtail_site_root_paths"})
NEAR_SECONDS = 5


class MissOnOutage(BaseCache):
    """Mixin over a cache backend: while the store is away, reads miss and writes are dropped.

    `add` then answers True: a lock taken in a store that is away must not stop the work it guards.
    """

    def _spare(self, operation: Callable[..., Any], when_away: Any, *args: Any, **kwargs: Any) -> Any:
        if self._rests():
            return when_away
        try:
            return operation(*args, **kwargs)
        except OUTAGES as error:
            self._say(error)
            self._failed(error)
            return when_away

    def _rests(self) -> bool:
        """Return whether the store is left alone for now."""
        return False

    def _say(self, error: Exception) -> None:
        """Log an outage. Slower pages are a warning; a disk or a database that refuses is an error: it stops more."""
        say = logger.warning if isinstance(error, RedisError) else logger.error
        say("cache unavailable", error=type(error).__name__)

    def _failed(self, error: Exception) -> None:
        """Take note of an outage: called at each."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._spare(super().get, default, key, default, version)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        return self._spare(super().get_many, {}, keys, version)

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._spare(super().has_key, False, key, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._spare(super().set, None, *args, **kwargs)

    def set_many(self, data: dict[str, Any], *args: Any, **kwargs: Any) -> list[str]:
        return self._spare(super().set_many, list(data), data, *args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return self._spare(super().add, True, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return self._spare(super().delete, False, *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        self._spare(super().delete_many, None, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return self._spare(super().touch, False, *args, **kwargs)

    def clear(self) -> None:
        self._spare(super().clear, None)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add `delta`. Raises ValueError when the store is away, as for an unknown key."""
        value = self._spare(super().incr, None, key, delta, version)
        if value is None:
            raise ValueError(f"Key '{key}' not found")
        return value


class NearCache(MissOnOutage):
    """Mixin over a shared store: each thread keeps NEAR_KEYS for NEAR_SECONDS, or until it changes them itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._near: dict[tuple[str, int | None], tuple[float, Any]] = {}

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        if key not in NEAR_KEYS:
            return super().get(key, default, version)
        until, value = self._near.get((key, version), (0.0, None))
        if until < time.monotonic():
            value = super().get(key, None, version)
            self._near[key, version] = (time.monotonic() + (NEAR_SECONDS if value is not None else 0), value)
        return default if value is None else value

    def set(self, key: str, *args: Any, **kwargs: Any) -> None:
        self._forget(key)
        super().set(key, *args, **kwargs)

    def delete(self, key: str, *args: Any, **kwargs: Any) -> bool:
        self._forget(key)
        return super().delete(key, *args, **kwargs)

    def clear(self) -> None:
        self._near.clear()
        super().clear()

    def _forget(self, key: str) -> None:
        for held in [held for held in list(self._near) if held[0] == key]:
            self._near.pop(held, None)


class RestsAfterOutage(MissOnOutage):
    """Mixin over a store that may say nothing: it is waited for once, then left alone for REST by every thread."""

    REST = 2.0  # seconds
    SILENCES: tuple[type[Exception], ...] = ()  # the errors after which it rests
    _resting: ClassVar[dict[tuple[str, ...], float]] = {}  # until when, by place

    def _place(self) -> tuple[str, ...]:
        """Return what names the store."""
        raise NotImplementedError

    def _rests(self) -> bool:
        return time.monotonic() < self._resting.get(self._place(), 0)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, self.SILENCES):
            self._resting[self._place()] = time.monotonic() + self.REST


class MissOnOutageRedisCache(RestsAfterOutage, NearCache, RedisCache):
    """Redis, whose absence is a miss. A page asks it several times: WAIT is for the first alone."""

    WAIT = 1.0  # seconds for an answer; REDIS_URL may say otherwise
    SILENCES = (RedisAway, RedisSilent)
    _servers: list[str]  # RedisCache sets it

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        waits = {"socket_connect_timeout": self.WAIT, "socket_timeout": self.WAIT}
        super().__init__(server, {**params, "OPTIONS": {**waits, **params.get("OPTIONS", {})}})

    def _place(self) -> tuple[str, ...]:
        return tuple(self._servers)


class MissOnOutageDatabaseCache(RestsAfterOutage, NearCache, DatabaseCache):
    """The database's cache table, whose absence is a miss.

    It has room for ROWS entries: Django's 300 would throw out the counters of the limits at random. It rests once the
    database cannot be written, so that a page waits for it once.
    """

    ROWS = 50_000
    SILENCES = (OperationalError,)
    _table: str  # DatabaseCache sets it

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(table, {**params, "OPTIONS": {"MAX_ENTRIES": self.ROWS, **params.get("OPTIONS", {})}})

    def _place(self) -> tuple[str, ...]:
        return ("table", self._table)

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        """Write an entry. Raises OperationalError when the database cannot: Django's answers as if another held it.

        A full disk is known as late as the commit. What Django is right to be silent about is an entry that another
        wrote at the same time, and one to touch that is not there.
        """
        taken = []

        def watch(execute: Callable[..., Any], *query: Any) -> Any:
            try:
                return execute(*query)
            except IntegrityError:
                taken.append(True)
                raise

        with connections[router.db_for_write(self.cache_model_class)].execute_wrapper(watch):
            done = cast("Any", super())._base_set(mode, key, value, timeout)  # private in Django
        if not (done or taken or mode == "touch"):
            raise OperationalError("the cache cannot be written")
        return done


class MissOnOutageFileCache(MissOnOutage, FileBasedCache):
    """Files in a folder, whose absence is a miss."""

    def _createdir(self) -> None:
        self._spare(cast("Any", super())._createdir, None)  # private in Django
