"""A Redis cache whose failure costs only speed: short timeouts, and one attempt at a time after a failure."""

from __future__ import annotations

import logging
import pickle
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

T = TypeVar("T")

WAIT_SECONDS = 0.3  # for a connection, and for each response; a healthy Redis takes a hundredth of it
PAUSE_SECONDS = 5.0  # how long this process does not use a Redis that failed
# What unpickling raises for an entry that another version of the code wrote (documentation of `pickle`).
_UNREADABLE = (pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError)


class Breaker:
    """Decides whether a server may be used: not for PAUSE_SECONDS after it failed, then by one thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failed = False
        self._asked_again_at = 0.0

    def lets_pass(self) -> bool:
        """Say whether the server may be used now; one thread tries after a failure, the others wait."""
        if not self._failed:
            return True
        with self._lock:
            now = time.monotonic()
            if now < self._asked_again_at:
                return False
            self._asked_again_at = now + PAUSE_SECONDS
            return True

    def trip(self, error: Exception) -> None:
        """Record that the server failed."""
        with self._lock:
            was_failed, self._failed = self._failed, True
            self._asked_again_at = time.monotonic() + PAUSE_SECONDS
        if not was_failed:
            logger.warning("the cache fails (%s); pages are built without it", error)

    def close(self) -> None:
        """Record that the server answered."""
        if self._failed:
            self._failed = False
            logger.warning("the cache answers again")


# Django gives each thread a cache object of its own; they share what one of them learns.
_breakers: dict[tuple[str, ...], Breaker] = {}


class RedisCache(DjangoRedisCache):
    """Django's Redis cache without visible failures: what can't be read is a miss, what can't be written is lost.

    OPTIONS of the address (`?socket_timeout=1`) override our timeouts.
    """

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        waits = {
            "socket_timeout": WAIT_SECONDS,
            "socket_connect_timeout": WAIT_SECONDS,
            # Once more where Redis was restarted and the connection is an old one; never after a timeout.
            "retry": Retry(NoBackoff(), 1, supported_errors=(RedisConnectionError,)),
        }
        super().__init__(server, {**params, "OPTIONS": {**waits, **params.get("OPTIONS", {})}})
        self._breaker = _breakers.setdefault(tuple(self._servers), Breaker())  # type: ignore[attr-defined]

    def _ask(self, command: Callable[[], T], otherwise: T) -> T:
        if not self._breaker.lets_pass():
            return otherwise
        try:
            answer = command()
        except (RedisError, OSError) as error:
            self._breaker.trip(error)
            return otherwise
        except _UNREADABLE as error:
            logger.warning("an entry of the cache cannot be read: %s", error)
            return otherwise
        self._breaker.close()
        return answer

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask(lambda: bool(super(RedisCache, self).add(key, value, timeout, version)), otherwise=False)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask(lambda: super(RedisCache, self).get(key, default, version), default)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask(lambda: super(RedisCache, self).set(key, value, timeout, version), None)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask(lambda: bool(super(RedisCache, self).touch(key, timeout, version)), otherwise=False)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._ask(lambda: bool(super(RedisCache, self).delete(key, version)), otherwise=False)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        return self._ask(lambda: dict(super(RedisCache, self).get_many(keys, version)), {})

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._ask(lambda: bool(super(RedisCache, self).has_key(key, version)), otherwise=False)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Increment a value. Raises ValueError where there is no such key, or no cache."""
        value: int | None = self._ask(lambda: int(super(RedisCache, self).incr(key, delta, version)), None)
        if value is None:
            raise ValueError(f"the cache does not answer for {key!r}")
        return value

    def set_many(self, data: dict[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[str]:
        """Store values; return the keys that were not stored."""
        failed: list[str] = list(data)
        return self._ask(lambda: list(super(RedisCache, self).set_many(data, timeout, version)), failed)

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        self._ask(lambda: super(RedisCache, self).delete_many(keys, version), None)

    def clear(self) -> None:
        self._ask(lambda: super(RedisCache, self).clear(), None)
