"""The page cache: one body per path for every visitor without a session (2-architecture.md, « Page cache »)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class PageCacheMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
