"""The one limiter: allauth's, on the cache every worker shares, with our own rates (settings.LIMITS).

It counts what comes one after the other; of what comes at the same instant it may count one for several. What a
guess would open is counted by `take_turn` too, where nothing else in the database is.
"""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from lib.allauth_internals import ratelimit


def within_limit(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Count one use of `action` (by address and, when given, by `key`); False when it is one too many."""
    usage = ratelimit.consume(request, app="entrepairs", action=action, config=settings.LIMITS, key=key, limit_get=True)
    return usage is not None


def take_turn(name: str, most: int, seconds: int) -> bool:
    """One of `most` turns at the thing called `name`, whatever comes at once: each is one atomic `add`.

    A turn comes back after so many seconds. `name` may hold an address: only its fingerprint is kept.
    """
    thing = sha256(name.encode()).hexdigest()
    return any(cache.add(f"turn:{thing}:{number}", 1, seconds) for number in range(most))


def too_many(request: HttpRequest) -> HttpResponse:
    """The plain 429 page of the site map."""
    return ratelimit.respond_429(request)
