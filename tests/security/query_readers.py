"""The code that reads what stands after the « ? » of an address, found by watching one request."""

import sys
from collections.abc import Callable
from unittest import mock

from django.core.handlers.wsgi import WSGIRequest

Reader = tuple[str, int, str, int]


def readers_of_query(send: Callable[[], object]) -> set[Reader]:
    """Return the places of the code that read the query string of a request, each with the place that called it."""
    found: set[Reader] = set()
    read, full_path = WSGIRequest.GET.func, WSGIRequest.get_full_path

    def note() -> None:
        here = sys._getframe(2)
        by = here.f_back or here
        found.add((here.f_code.co_filename, here.f_lineno, by.f_code.co_filename, by.f_lineno))

    def read_noted(request: WSGIRequest) -> object:
        note()
        if "_query" not in request.__dict__:
            request.__dict__["_query"] = read(request)
        return request.__dict__["_query"]

    def full_path_noted(request: WSGIRequest, *args: bool, **named: bool) -> str:
        note()
        return full_path(request, *args, **named)

    def forget(request: WSGIRequest) -> None:
        request.__dict__.pop("_query", None)

    with (
        mock.patch.object(WSGIRequest, "GET", property(read_noted, None, forget)),
        mock.patch.object(WSGIRequest, "get_full_path", full_path_noted),
    ):
        send()
    return found
