"""The limiter of requests: allauth's, on the cache every worker shares, with our own rates (settings.LIMITS).

It counts requests that follow each other; of those that come at the same instant it may count one for several. Where
a guess would open something the database counts the tries too.
"""

import time

from django.conf import settings
from django.core.cache import cache, caches
from django.http import HttpRequest, HttpResponse

from lib.allauth_internals import ratelimit


def within_limit(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Count one use of `action`, by address and by `key` if given; return False when it is one too many."""
    usage = ratelimit.consume(request, app="entrepairs", action=action, config=settings.LIMITS, key=key, limit_get=True)
    return usage is not None


def was_counted(action: str, key: str) -> bool:
    """Return whether a use of `action` was counted for `key` lately; count none. False while the counters are away."""
    rates = ratelimit.parse_rates(settings.LIMITS.get(action))
    request = HttpRequest()  # nothing of it is in a key of ours
    names = [ratelimit.get_cache_key(request, app="entrepairs", action=action, rate=rate, key=key) for rate in rates]
    return any(cache.get(name) for name in names)


def within_limit_here(request: HttpRequest, action: str) -> bool:
    """Count one use of `action` by address, in the memory of this process; return False when it is one too many.

    For what costs no query: the shared counter, when it is a table, would cost more than what it bounds.
    """
    store = caches["here"]
    for rate in ratelimit.parse_rates(settings.LIMITS.get(action)):
        key = ratelimit.get_cache_key(request, app="entrepairs", action=action, rate=rate)
        allowed, history = ratelimit.apply_rate(store.get(key, []), time.time(), rate)
        store.set(key, history, rate.duration)
        if not allowed:
            return False
    return True


def too_many(request: HttpRequest) -> HttpResponse:
    """Return the plain 429 page of the site map."""
    return ratelimit.respond_429(request)
