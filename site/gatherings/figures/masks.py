"""What may be read of a count: pure. Under FEWEST nothing is said in the group, under FEWEST_OUTSIDE nothing leaves.

A part that is hidden must not come back by a subtraction from the total. So that whoever knows this very rule finds
nothing either, which other part is hidden beside it is drawn at random, once: the year is counted once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from accounts.year_figures import Count

FEWEST = 5  # inside the group
FEWEST_OUTSIDE = 10
STEP = 5  # numbers that leave are rounded to it
Draw = Callable[[list[int]], None]  # shuffles a list in place
Parts = list[int | None]


@dataclass(frozen=True)
class Masked:
    """What may be read of a count; None for what may not. `parts` is empty when they are not told apart.

    `leaves`: the total as it may be read outside of the group.
    """

    total: int | None
    parts: Parts
    leaves: int | None


def rounded(number: int) -> int:
    """Return the nearest multiple of STEP.

    >>> [rounded(number) for number in (10, 12, 13, 17, 18)]
    [10, 10, 15, 15, 20]
    """
    return (number + STEP // 2) // STEP * STEP


def plain(count: Count) -> Masked:
    """Return a count of what the group held: every member reads it already."""
    return Masked(count.total, list(count.parts) if len(count.parts) > 1 else [], count.total)


def masked(count: Count, draw: Draw) -> Masked:
    """Return what may be read of a count of what people did or said: few acts, or few people, are not said."""
    people = count.total if count.people is None else count.people
    if min(count.total, people) < FEWEST:
        return Masked(None, [], None)
    leaves = rounded(count.total) if count.total >= FEWEST_OUTSIDE else None
    return Masked(count.total, _parts(count, draw) if len(count.parts) > 1 else [], leaves)


def _parts(count: Count, draw: Draw) -> Parts:
    """Return the parts beside their total, None for those hidden; nothing when hiding more would not suffice."""
    parts = count.parts
    hidden = {place for place, number in enumerate(parts) if number < FEWEST and place not in count.certain}
    if not hidden:
        return list(parts)
    others = [place for place, number in enumerate(parts) if number >= FEWEST]
    draw(others)
    more: list[int] = []
    while not _is_safe([parts[place] for place in hidden], [parts[place] for place in more]):
        if not others:
            return []
        more.append(others.pop())
    return [None if place in hidden or place in more else number for place, number in enumerate(parts)]


def _is_safe(small: Sequence[int], more: Sequence[int]) -> bool:
    """Return whether each small part may still be any number under FEWEST, for who knows the total and what is shown.

    At worst they know which of the hidden parts are the small ones, and that the others are not.
    """
    left = sum(small) + sum(more)
    most = FEWEST - 1
    may_be_most = left - FEWEST * len(more) >= most
    may_be_zero = bool(more) or left <= (len(small) - 1) * most
    return may_be_most and may_be_zero


def sum_in_batches(numbers: Iterable[int], *, fewest: int = 5) -> tuple[int, int] | None:
    """Return a rounded sum and of how many numbers, for what comes in an order that later ones do not change.

    Numbers enter by whole batches: at least `fewest` of them, none above 80 % of its batch, and without any one of them
    the others still make FEWEST_OUTSIDE. Two sums read on two days differ by such a batch, never by one number.
    None while no batch is whole.
    """
    total, entered, batch = 0, 0, list[int]()
    for number in numbers:
        batch.append(number)
        if len(batch) >= fewest and _hides_each(batch):
            total, entered, batch = total + sum(batch), entered + len(batch), []
    return (rounded(total), entered) if entered else None


def _hides_each(batch: Sequence[int]) -> bool:
    whole, largest = sum(batch), max(batch)
    return whole - largest >= FEWEST_OUTSIDE and 5 * largest <= 4 * whole
