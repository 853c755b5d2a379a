"""Exercises made for the tests, as the database keeps them, and what their forms send."""

import uuid
from typing import Any

STEPS = ["Noter la date.", "Numéroter le ticket.", "Écrire la ligne.", "Ranger le ticket."]
PAIRS = {"La présidence": "Représente.", "La trésorerie": "Compte.", "Qui tient la caisse": "Compte."}


def _items(values: list[Any]) -> list[dict[str, Any]]:
    return [{"type": "item", "id": str(uuid.uuid4()), "value": value} for value in values]


def _block(kind: str, **value: Any) -> dict[str, Any]:
    value = {"question": f"Que faire de {kind} ?", "explanation": "L’explication générale."} | value
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


def order_block(*steps: str) -> dict[str, Any]:
    """Return steps to put in order."""
    return _block("order", steps=_items(list(steps or STEPS)))


def match_block(**pairs: str) -> dict[str, Any]:
    """Return pairs to link."""
    return _block("match", pairs=_items([{"left": left, "right": right} for left, right in (pairs or PAIRS).items()]))


def short_block(*accepted: str, hint: str = "Comptez encore.") -> dict[str, Any]:
    """Return a question to answer in a few words."""
    return _block("short_answer", accepted=_items(list(accepted or ["27,50 €", "vingt-sept euros"])), hint=hint)


def placed(block: dict[str, Any], *places: int) -> list[str]:
    """Return what the form sends when the steps, as the editor wrote them, get these places."""
    steps = block["value"]["steps"]
    return [f"{step['id']}:{place}" for step, place in zip(steps, places, strict=True)]


def linked(block: dict[str, Any], *labels: int) -> list[str]:
    """Return what the form sends when each pair gets the right label of the pair of this number, from 0."""
    pairs = block["value"]["pairs"]
    return [f"{pair['id']}:{pairs[label]['id']}" for pair, label in zip(pairs, labels, strict=True)]


def right_answer(block: dict[str, Any]) -> list[str]:
    """Return a right answer to an exercise, or to a question."""
    if block["type"] == "question":
        return [choice["id"] for choice in block["value"]["choices"] if choice["value"]["is_right"]]
    if block["type"] == "order":
        return placed(block, *range(1, len(block["value"]["steps"]) + 1))
    return linked(block, 0, 1, 1) if block["type"] == "match" else ["27.5"]


def other_answer(block: dict[str, Any]) -> list[str]:
    """Return an answer that is read, and is not right."""
    if block["type"] == "order":
        return placed(block, 2, 1, 3, 4)
    return linked(block, 1, 1, 1) if block["type"] == "match" else ["28"]
