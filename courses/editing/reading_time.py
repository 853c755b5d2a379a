"""The time a lesson takes to read; needs no database."""

import math

WORDS_A_MINUTE = 140  # of a slow reader, in French
MINUTES_A_QUESTION = 0.5


def minutes_to_read(words: int, questions: int) -> int:
    """Return the minutes a lesson takes, 1 at least.

    >>> minutes_to_read(words=420, questions=2)
    4
    """
    return max(1, math.ceil(words / WORDS_A_MINUTE + questions * MINUTES_A_QUESTION))
