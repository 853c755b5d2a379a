"""The one limiter: allauth's, on the cache every worker shares, with our own rates (settings.LIMITS)."""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse


def within_limit(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Count one use of `action` (by address and, when given, by `key`); False when it is one too many."""
    usage = ratelimit.consume(request, app="entrepairs", action=action, config=settings.LIMITS, key=key, limit_get=True)
    return usage is not None


def too_many(request: HttpRequest) -> HttpResponse:
    """The plain 429 page of the site map."""
    return ratelimit.respond_429(request)
