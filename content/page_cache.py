"""The page cache: one body per path, for every visitor without a session.

Only what `CACHED_VIEWS` names is kept, and only a plain answer: GET, status 200, no cookie either way, no query
string. Reading comfort is written into the body on the way out, so the body is the same for all.
One generation for the whole site: publishing anything makes every kept body unreachable (2-architecture.md).
"""

import secrets
import threading
import time
from collections.abc import Callable
from functools import lru_cache, wraps
from hashlib import sha256
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest, HttpResponse

LONGEST = 600  # seconds a body may be served without being made again
GENERATION = "generation"
UNKNOWN = "none"  # the store is away: nothing may be remembered, nobody would say when it changes
CACHED_VIEWS = {
    "home",
    "wagtail_serve",
    "courses:modules",
    "courses:module",
    "courses:lesson",
    "help",
    "help_lost",
    "privacy",
    "accessibility",
    "practices:index",
    "practices:practice",
    "directory:index",
    "directory:peer_group",
    "directory:collective",
}
GetResponse = Callable[[HttpRequest], HttpResponse]
Asked, Found = ParamSpec("Asked"), TypeVar("Found")
_latest = UNKNOWN  # the generation this process last worked for
_forgetting: list[Callable[[], None]] = []
_owed = threading.Event()  # a new generation that the store, away, did not take


def generation() -> str:
    """The current generation's name; made when none is known."""
    settle()
    store = caches["pages"]
    current = store.get(GENERATION)
    if current is None:
        store.add(GENERATION, secrets.token_hex(4), None)
        current = store.get(GENERATION, UNKNOWN)
    _drop_former(current)
    return current


def _drop_former(current: str) -> None:
    """Let go, in this process, of what was remembered and drawn for a former generation, or for one nobody knows."""
    global _latest
    if current == UNKNOWN or current != _latest:
        _latest = current
        for forget in _forgetting:
            forget()
        caches["fragments"].clear()


def bump(*_args: Any, **_kwargs: Any) -> None:
    """Make every kept page unreachable once the current transaction is committed. Serves as a signal handler."""
    transaction.on_commit(_renew)


def _renew() -> None:
    store, fresh = caches["pages"], secrets.token_hex(4)
    store.set(GENERATION, fresh, None)
    if store.get(GENERATION) == fresh:
        _owed.clear()
    else:
        _owed.set()


def settle() -> None:
    """Try again what the store did not take: a page withdrawn while it was away must not come back with it."""
    if _owed.is_set():
        _renew()


def while_unchanged(most: int) -> Callable[[Callable[Asked, Found]], Callable[Asked, Found]]:
    """Remember in this process the `most` last answers of a function, until something is published or LONGEST.

    An answer is shared by threads and requests: whoever receives it changes nothing of it. What is raised is not kept.
    """

    def decorate(find: Callable[Asked, Found]) -> Callable[Asked, Found]:
        @lru_cache(maxsize=most)
        def kept(_generation: str, _slot: int, *args: Any) -> Found:
            return find(*args)

        _forgetting.append(kept.cache_clear)

        @wraps(find)
        def found(*args: Any) -> Found:
            current = generation()
            return find(*args) if current == UNKNOWN else kept(current, int(time.monotonic()) // LONGEST, *args)

        return found

    return decorate


def _may_be_served(request: HttpRequest) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and not request.META.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
    )


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    return (
        request.method == "GET"
        and match is not None
        and match.view_name in CACHED_VIEWS
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and response.headers.get("Content-Type", "").startswith("text/html")
    )


def _key(request: HttpRequest) -> str:
    """A name of any path: short, and without what some stores refuse (a path may be long or odd)."""
    return sha256(f"{generation()}:{request.get_host()}:{request.path}".encode()).hexdigest()


class PageCacheMiddleware:
    """Serve a kept body before the session is even looked at; keep what may be kept."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _may_be_served(request):
            return self._unkept(request)
        key = _key(request)
        kept = caches["pages"].get(key)
        if kept is not None:
            response = HttpResponse(kept)
        else:
            response = self.get_response(request)
            if _may_be_kept(request, response):
                caches["pages"].set(key, response.content, LONGEST)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def _unkept(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies:
            # The back button of a shared computer must not bring a person's page back.
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response
