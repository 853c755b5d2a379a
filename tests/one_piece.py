"""Memory for the calls of a test, taken once.

CPython keeps frames in pieces of 16 KB, and a loop that stands on the edge of one asks the kernel for a piece and gives
it back at every turn: a seventh of the time of the suite. A frame of half a megabyte gets a piece of its own.
"""

from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def in_one_piece(act: Callable[[], Result]) -> Result:
    """Return what `act` returns, with room for every call under it."""
    return act()


in_one_piece.__code__ = in_one_piece.__code__.replace(co_stacksize=70_000)
