"""What hidden figures keep of doubt: a linear programme looks for the least and the most that each could be.

It knows all that is published, and the very rule that hides; in a sum of groups it knows one of them besides.
"""

import random
from itertools import accumulate, pairwise

import numpy as np
import pytest
from scipy.optimize import linprog

from accounts.year_figures import Count
from gatherings.figures.masks import FEWEST, masked, rounded, sum_in_batches

HALF = 2  # what is rounded to five is at most so far from what was
DOUBT = 5


def interval(place: int, bounds: list, rows: list[list[int]], least: list[int], most: list[int]) -> float:
    """Return how far apart are the least and the most that one unknown number may be."""
    unknown = np.zeros(len(bounds))
    unknown[place] = 1
    above, limits = (np.array(rows + [[-each for each in row] for row in rows]), most + [-each for each in least])
    found = [linprog(sign * unknown, A_ub=above, b_ub=limits, bounds=bounds) for sign in (1, -1)]
    assert all(each.success for each in found), "what is published contradicts itself"
    return -found[1].fun - found[0].fun


def draw(seed: int):
    return random.Random(seed).shuffle


MONTHS = [
    (3, 12, 20),  # one hidden beside its total
    (3, 5, 9),
    (0, 5, 5),
    (4, 4, 5, 30),
    (0, 0, 7, 8),
    (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 60),
    (4, 4, 4, 4),
    (1, 0, 0, 12),
    (7, 1),
    (9, 4, 4),
]


@pytest.mark.parametrize("parts", MONTHS, ids=str)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_small_month_stays_any_number_under_five(parts, seed):
    said = masked(Count(parts), draw(seed))
    assert said.total == sum(parts)
    assert all(number is None or number >= FEWEST for number in said.parts)
    if not said.parts:
        return  # nothing is said of any month
    assert [shown for shown in said.parts if shown is not None] == [
        real for real, shown in zip(parts, said.parts, strict=True) if shown is not None
    ]
    bounds = []  # who knows the rule knows at worst which of the hidden ones are small
    for real, shown in zip(parts, said.parts, strict=True):
        hidden = (0, FEWEST - 1) if real < FEWEST else (FEWEST, None)
        bounds.append((shown, shown) if shown is not None else hidden)
    for place, number in enumerate(parts):
        if number < FEWEST:
            assert interval(place, bounds, [[1] * len(parts)], [said.total], [said.total]) == FEWEST - 1, place


def test_months_without_a_workshop_hide_nothing_for_another():
    """Everybody knows that their number is zero: the one small month left would be what lacks of the total."""
    said = masked(Count((0, 0, 3, 20, 30), certain=frozenset({0, 1})), draw(1))
    assert said.parts[:2] == [0, 0]
    assert said.parts.count(None) == 2
    alone = masked(Count((0, 0, 3, 4), certain=frozenset({0, 1})), draw(1))
    assert (alone.total, alone.parts) == (7, [])


def test_which_other_month_is_hidden_is_drawn():
    hidden = {masked(Count((3, 12, 20, 15)), draw(seed)).parts.index(None, 1) for seed in range(12)}
    assert hidden == {1, 2, 3}


def snapshots(numbers: list[int]) -> list[tuple[int, int]]:
    """Return each sum that somebody reads while the groups sign one after the other, with how many groups it holds."""
    read = [sum_in_batches(numbers[: last + 1]) for last in range(len(numbers))]
    return sorted({each for each in read if each})


GROUPS = [
    [4, 4, 4, 4, 4],  # equal
    [0, 0, 0, 0, 0, 0, 0, 30, 0, 0, 12],  # nearly all of it is one group's
    [3, 2, 2, 3, 100, 1, 2, 2, 20, 20],  # above 80 %
    [40, 41, 42, 43, 44, 0],  # all but one
    [40, 41, 42, 43, 44, 0, 0, 0, 0, 0, 0, 1],  # a second batch of nothing
    [10, 0, 0, 0, 0, 10],
    [2, 2, 2, 2, 2, 2, 2, 2, 2, 2],
    [12, 1],  # two groups
    *([random.Random(seed).randrange(0, 60) for _ in range(13)] for seed in range(4)),
    *([random.Random(seed).choice([0, 0, 1, 2, 5, 80]) for _ in range(17)] for seed in range(4)),
]


@pytest.mark.parametrize("numbers", GROUPS, ids=str)
def test_no_group_is_found_in_the_sums_even_by_another_one(numbers):
    read = snapshots(numbers)
    rows = [[int(place < entered) for place in range(len(numbers))] for _, entered in read]
    least, most = [total - HALF for total, _ in read], [total + HALF for total, _ in read]
    entered = max((number for _, number in read), default=0)
    for known in {None, numbers.index(max(numbers[:entered], default=numbers[0])), 0}:
        bounds = [(0, None) if place != known else (numbers[place],) * 2 for place in range(len(numbers))]
        for place in range(entered):
            if place != known:
                assert interval(place, bounds, rows, least, most) >= DOUBT, (known, place)


@pytest.mark.parametrize("numbers", GROUPS, ids=str)
def test_sums_are_rounded_and_differ_by_five_groups(numbers):
    read = snapshots(numbers)
    so_far = [0, *accumulate(numbers)]
    assert all(total == rounded(so_far[entered]) for total, entered in read)
    steps = [0, *(entered for _, entered in read)]
    assert all(later - before >= 5 for before, later in pairwise(steps))


def test_what_a_sum_needs():
    assert sum_in_batches([10] * 4) is None, "five groups"
    assert sum_in_batches([10] * 5) == (50, 5)
    assert sum_in_batches([10] * 9) == (50, 5), "never all but one"
    assert sum_in_batches([90, 3, 3, 3, 3]) is None, "one above 80 %"
    assert sum_in_batches([90, 3, 3, 3, 3, 20]) == (120, 6)
    assert sum_in_batches([9, 2, 2, 2, 2]) is None, "without the largest, eight"


def test_what_leaves_is_ten_at_least_and_rounded():
    def leaving(number: int) -> int | None:
        return masked(Count((number,), people=number), draw(1)).leaves

    assert [leaving(number) for number in (0, 4, 5, 9, 10, 12, 13, 23)] == [None, None, None, None, 10, 10, 15, 25]


def test_few_people_are_not_said_whatever_they_did():
    said = masked(Count((30,), people=4), draw(1))
    assert (said.total, said.leaves) == (None, None)
    assert masked(Count((5,), people=5), draw(1)).total == 5
    assert masked(Count((2, 2)), draw(1)).total is None
    assert masked(Count((4,), people=9), draw(1)).total is None, "whatever an app says of its people"


def test_a_month_of_five_may_hide_beside_a_small_one():
    assert masked(Count((4, 5)), draw(1)).parts == [None, None]
    assert masked(Count((3, 5)), draw(1)).parts == [], "the small one could not be four"
