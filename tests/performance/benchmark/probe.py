"""A middleware that measures each answer: its queries, and the processor time of its thread in milliseconds."""

import time
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse


class Probe:
    """Adds `X-Queries` and `X-CPU` to each answer; `X-Uncached: 1` in a request empties the page cache first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.headers.get("X-Uncached"):
            caches["pages"].clear()
        begun, counted = time.thread_time(), []

        def count(execute: Callable[..., Any], *args: Any) -> Any:
            counted.append(1)
            return execute(*args)

        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response.headers["X-Queries"] = str(len(counted))
        response.headers["X-CPU"] = f"{(time.thread_time() - begun) * 1000:.3f}"
        return response
