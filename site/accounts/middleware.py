"""The gate of the admin: a second factor in the session, never a card's session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class AdminGateMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
