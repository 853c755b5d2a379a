"""The limiter of requests: allauth's, on the cache every worker shares, with our own rates (settings.LIMITS).

It counts requests that follow each other; of those that come at the same instant it may count one for several. Where
a guess would open something and the database counts no tries, `take_turn` counts them too.
"""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from lib.allauth_internals import ratelimit


def within_limit(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Count one use of `action`, by address and by `key` if given; return False when it is one too many."""
    usage = ratelimit.consume(request, app="entrepairs", action=action, config=settings.LIMITS, key=key, limit_get=True)
    return usage is not None


def take_turn(name: str, most: int, seconds: int) -> bool:
    """Take one of the `most` turns at the thing called `name`; return False when none is left.

    Each turn is one atomic `add`, so that requests of one instant never share one. A turn comes back after so many
    `seconds`. `name` may hold an address: only its fingerprint is kept.
    """
    thing = sha256(name.encode()).hexdigest()
    return any(cache.add(f"turn:{thing}:{number}", 1, seconds) for number in range(most))


def too_many(request: HttpRequest) -> HttpResponse:
    """Return the plain 429 page of the site map."""
    return ratelimit.respond_429(request)
