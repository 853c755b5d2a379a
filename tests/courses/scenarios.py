"""A whole scenario, typed as the seed files are, and a small one to spoil."""

import tomllib
from pathlib import Path
from typing import Any

from config.seeding.lesson_blocks import lesson_body
from config.seeding.typography import french_typography

TOWN_HALL = Path(__file__).with_name("town_hall.toml")


def town_hall() -> dict[str, Any]:
    """Return « Appelle la mairie pour nous », as the database keeps it."""
    typed = tomllib.loads(french_typography(TOWN_HALL.read_text()))
    return lesson_body(typed["body"])[0]


def choice(leads_to: str, **fields: Any) -> dict[str, Any]:
    """Return a choice of a step."""
    return {"text": f"Vers {leads_to}.", "consequence": f"On va vers {leads_to}.", "leads_to": leads_to, **fields}


def step(name: str, *leads_to: str, **fields: Any) -> dict[str, Any]:
    """Return a step; one that leads nowhere is an ending."""
    choices = [choice(each) for each in leads_to]
    return {
        "name": name,
        "title": f"Titre {name}",
        "text": f"<p>Texte {name}.</p>",
        "is_ending": not (choices or fields.get("choices")),
        "choices": choices,
        **fields,
    }


def scenario(*steps: dict[str, Any]) -> dict[str, Any]:
    """Return the value of a scenario with these steps, or with two that lead to two endings."""
    small = (step("1", "2", "fin1"), step("2", "1", "fin2"), step("fin1"), step("fin2"))
    return {"title": "Le téléphone", "intro": "Choisissez.", "steps": list(steps or small)}
