"""Six digits that somebody who knows the person, or anybody, would try first.

The commonest codes are those of Django's list of 20,000 common passwords (static/CREDITS.md). A rule refuses the rest
of their kinds: regular steps, repeated pieces, walks on the keypad, dates in the three orders people write them.

>>> is_plain("159753"), is_plain("147852"), is_a_date("850714"), is_plain("480972")
(True, True, True, False)
"""

import itertools
import re
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator

_REPEATED = re.compile(r"(..)\1\1|(...)\2|(.)\3(.)\4(.)\5")
_PLACES = {digit: divmod(place, 3) for place, digit in enumerate("123456789 0") if digit != " "}


@cache
def _common() -> frozenset[str]:
    return frozenset(each for each in CommonPasswordValidator().passwords if re.fullmatch(r"[0-9]{6}", each))


def _step(before: str, after: str) -> tuple[int, int]:
    (row, column), (then_row, then_column) = _PLACES[before], _PLACES[after]
    return then_row - row, then_column - column


def _is_walk(code: str) -> bool:
    """Return whether each key of a keypad touches the one before: 147852, 123654."""
    return all(max(map(abs, _step(*pair))) <= 1 for pair in itertools.pairwise(code))


def _is_line(three: str) -> bool:
    """Return whether three keys stand in a straight line, in order: 159, 741."""
    first, then = _step(three[0], three[1]), _step(three[1], three[2])
    return first == then and max(map(abs, first)) <= 1


def is_plain(code: str) -> bool:
    """Return whether these six digits are among the commonest, or of their kinds."""
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(code)}
    regular = len(set(code)) <= 2 or len(steps) == 1 or bool(_REPEATED.fullmatch(code)) or code[:3] == code[:2:-1]
    return regular or _is_walk(code) or (_is_line(code[:3]) and _is_line(code[3:])) or code in _common()


def is_a_date(code: str) -> bool:
    """Return whether these six digits may be a day, a month and a year, in an order that people use."""
    one, two, three = (int(code[at : at + 2]) for at in (0, 2, 4))
    orders = ((one, two), (two, one), (three, two))  # 140785, 071485, 850714: the day, then the month
    return any(1 <= day <= 31 and 1 <= month <= 12 for day, month in orders)
