"""How long a lesson takes to read, without a database."""

import math

WORDS_A_MINUTE = 140  # somebody who reads slowly, in French
MINUTES_A_QUESTION = 0.5


def minutes_to_read(words: int, questions: int) -> int:
    """How many minutes a lesson takes, 1 at least.

    >>> minutes_to_read(words=420, questions=2)
    4
    """
    return max(1, math.ceil(words / WORDS_A_MINUTE + questions * MINUTES_A_QUESTION))
