"""The type of request that views announce: only a view behind the entrance counts on a signed-in member."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, get_resolver

from accounts.requests import MemberRequest


def _views(patterns: list[Any]) -> Iterator[Callable[..., Any]]:
    for each in patterns:
        if isinstance(each, URLPattern):
            yield each.callback
        else:
            yield from _views(each.url_patterns)


def _asked(view: Callable[..., Any]) -> Any:
    """Return the type of request a view announces, decorators keep it; None when it says nothing."""
    return getattr(getattr(view, "view_class", view), "__annotations__", {}).get("request")


def test_no_public_view_announces_a_member_request():
    views = list(_views(get_resolver().url_patterns))
    public = [view for view in views if not getattr(view, "login_required", True)]
    assert sum(issubclass(_asked(view) or object, HttpRequest) for view in public) > 30
    wrong = [f"{view.__module__}.{view.__qualname__}" for view in public if _asked(view) is MemberRequest]
    assert wrong == []
