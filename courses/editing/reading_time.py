"""The time a lesson takes to read; needs no database.

What everybody reads counts. Explanations that are opened, words explained, things to do in one's group, tools and all
tables but the first are apart: whoever wants them takes their time. Of a scenario counts one way through it.
"""

import math
from collections.abc import Iterable
from typing import Any

from courses.editing.prose import texts_in
from courses.learning.quiz import KINDS
from courses.scenarios.written import words_read

WORDS_A_MINUTE = 140  # of a slow reader, in French
MINUTES_A_QUESTION = 0.5
APART = {"to_do", "glossary", "tool"}
ONCE = {"table"}


def reading_minutes(blocks: Iterable[dict[str, Any]], note: str = "", seconds: float = 0) -> int:
    """Return the minutes that the raw blocks of a lesson and the note above them take, 1 at least.

    `seconds` is what its sounds and videos last.

    >>> reading_minutes([{"type": "brief", "value": {"points": ["mot " * 420]}}, *[{"type": "question"}] * 2])
    4
    """
    words, questions, once = len(note.split()), 0, set()
    for block in blocks:
        kind = block["type"]
        if kind in KINDS:
            questions += 1
        elif kind not in APART and kind not in once:
            words += _words(kind, block["value"])
            once |= {kind} & ONCE
    return max(1, math.ceil(words / WORDS_A_MINUTE + questions * MINUTES_A_QUESTION + seconds / 60))


def _words(kind: str, value: Any) -> int:
    return words_read(value) if kind == "scenario" else sum(len(text.split()) for text in texts_in(value))
