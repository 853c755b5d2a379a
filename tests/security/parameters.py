"""Which parameters of a query string a page looks up: the others cannot break it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.http import QueryDict
from django.utils import datastructures


@contextmanager
def names_looked_up() -> Iterator[set[str]]:
    """Collect the names that requests look up; what copies a whole query string, to write it again, looks up none."""
    names: set[str] = set()
    with pytest.MonkeyPatch.context() as patched:
        for lookup in ("__getitem__", "get", "getlist", "__contains__"):
            patched.setattr(QueryDict, lookup, _recording(getattr(QueryDict, lookup), names))
        yield names


def _recording(lookup: Callable, names: set[str]) -> Callable:
    def look_up(self: QueryDict, name: str, *rest: object, **options: object) -> object:
        if sys._getframe(1).f_code.co_filename != datastructures.__file__:
            names.add(name)
        return lookup(self, name, *rest, **options)

    return look_up
