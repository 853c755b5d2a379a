"""The rules of learning: the next lesson, the end of a module, a right answer, orders. No database.

Numbers are primary keys of lessons, in the module's order. Worked example: a module of lessons 11, 12, 13, of which
11 and 13 are done; the next one is 12. Once 12 is done, the module is finished. If lesson 14 is published later, the
module stays finished (the day is kept) and the next one is 14.
"""

import hashlib
import random
from collections.abc import Collection, Sequence


def next_lesson(lessons: Sequence[int], done: Collection[int]) -> int | None:
    """Return the first lesson not done; None when all are, or when there is none."""
    return next((lesson for lesson in lessons if lesson not in done), None)


def is_finished(lessons: Sequence[int], done: Collection[int]) -> bool:
    """Return whether every lesson of the module is done. A module without a lesson is never finished."""
    return bool(lessons) and next_lesson(lessons, done) is None


def is_right(right: Collection[str], chosen: Collection[str]) -> bool:
    """Return whether an answer is right: it holds all the right choices and no other."""
    return set(right) == set(chosen)


def choice_order(question_id: str, choices: Sequence[str], attempt: int) -> list[str]:
    """Return the choices as written at the first attempt, then shuffled; one attempt always gives one order.

    Two choices never move: « vrai » stays before « faux ».
    """
    order = list(choices)
    if attempt > 1 and len(order) > 2:
        random.Random(f"{question_id}:{attempt}").shuffle(order)  # noqa: S311  an order, not a secret
    return order


def shuffled(exercise_id: str, items: Sequence[str]) -> list[str]:
    """Return the items of an exercise in an order that is always the same, and never as written when there are two."""
    order = list(items)
    random.Random(exercise_id).shuffle(order)  # noqa: S311  an order, not a secret
    return order if order != list(items) else [*order[1:], *order[:1]]


def mixed(seed: int, keys: Sequence[str]) -> list[str]:
    """Return the keys in an order that a seed always gives; one that comes or goes changes no order of the others."""
    return sorted(keys, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).digest())
