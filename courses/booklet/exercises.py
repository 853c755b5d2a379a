"""What a lesson asks, as it is printed: the question in its place, its answer at the end. Pure."""

from collections.abc import Callable
from typing import Any

from courses.learning.exercises.base import Exercise
from courses.learning.exercises.match import Match
from courses.learning.exercises.order import Order
from courses.learning.exercises.short_answer import ShortAnswer
from courses.learning.quiz import Question
from lib.text import NBSP

Printed = dict[str, Any]


def letter(place: int) -> str:
    """Return the letter of a choice, from 0; after Z, AA.

    >>> letter(1), letter(27)
    ('B', 'AB')
    """
    return (letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _lettered(texts: list[str]) -> list[Printed]:
    return [{"letter": letter(place), "text": text} for place, text in enumerate(texts)]


def _question(question: Question) -> tuple[Printed, Printed]:
    choices = _lettered([choice.text for choice in question.choices])
    told = [
        {**lettered, "is_right": choice.is_right, "explanation": choice.explanation}
        for lettered, choice in zip(choices, question.choices, strict=True)
    ]
    return {"advice": question.advice, "choices": choices}, {"choices": told}


def _order(order: Order) -> tuple[Printed, Printed]:
    rows = [row.text for row in order.offered(1)]
    asked = {"advice": "Écrivez 1 devant la première étape, 2 devant la suivante, et ainsi de suite.", "rows": rows}
    return asked, {"steps": [step.text for step in order.steps]}


def _match(match: Match) -> tuple[Printed, Printed]:
    labels = match.labels
    letters = {value: letter(place) for place, value in enumerate(labels)}
    asked = {
        "advice": "Devant chaque ligne, écrivez la lettre de ce qui va avec.",
        "rows": [pair.left for pair in match.pairs],
        "labels": _lettered(list(labels.values())),
    }
    right = match.right_ones
    pairs = [{"letter": letters[right[pair.id]], "left": pair.left, "right": pair.right} for pair in match.pairs]
    return asked, {"pairs": pairs}


def _short_answer(asked: ShortAnswer) -> tuple[Printed, Printed]:
    advice = f"Un indice{NBSP}: {asked.hint}" if asked.hint else ""
    return {"advice": advice}, {"expected": asked.expected}


PRINTED: dict[type, tuple[str, Callable[[Any], tuple[Printed, Printed]]]] = {
    Question: ("choices", _question),
    Order: ("order", _order),
    Match: ("match", _match),
    ShortAnswer: ("line", _short_answer),
}


def printed(exercise: Exercise, number: int) -> tuple[Printed, Printed]:
    """Return what is asked, without a word of the answer, then the answer. `number` is its place in the booklet."""
    form, write = PRINTED[type(exercise)]
    asked, answer = write(exercise)
    name = {"number": number, "form": form, "name": "Question" if form in {"choices", "line"} else "Exercice"}
    return (
        {"kind": "exercise", **name, "text": exercise.text, **asked},
        {**name, "text": exercise.text, **answer, "explanation": exercise.explanation},
    )
