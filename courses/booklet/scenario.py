"""A scenario on paper: numbered steps; each choice says what follows and where to go on. Pure."""

from collections.abc import Callable
from typing import Any

from courses.booklet.rich_text import Piece
from courses.scenarios.screen import Outcome, parts_of
from courses.scenarios.written import Raw


def scenario(value: Raw, number: int, written: Callable[[str], list[Piece]]) -> Piece:
    """Return the scenario; `number` is its place in the booklet, `written` reads a rich text."""
    parts = parts_of("", value)
    names: dict[str, str] = {}
    for place, part in enumerate(parts):
        names.setdefault(part.place.id, f"scenario-{number}-{place}")
    return {
        "kind": "scenario",
        "title": value.get("title") or "",
        "intro": value.get("intro") or "",
        "parts": [
            {
                "id": f"scenario-{number}-{place}",
                "label": part.place.label.capitalize(),
                "title": part.title,
                "is_ending": part.place.is_ending,
                "pieces": written(part.text),
                "outcomes": [_outcome(each, names) for each in part.outcomes],
            }
            for place, part in enumerate(parts)
        ],
    }


def _outcome(outcome: Outcome, names: dict[str, str]) -> dict[str, Any]:
    following = outcome.following
    return {
        "text": outcome.text,
        "consequence": outcome.consequence,
        "to": {"id": names[following.id], "words": following.to} if following else None,
    }
