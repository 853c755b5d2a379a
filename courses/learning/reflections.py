"""The questions that a lesson asks readers for themselves alone; needs no database."""

import dataclasses
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from wagtail.blocks import StreamValue

BLOCK = "reflection"  # the type of the block in the body of a lesson


@dataclasses.dataclass(frozen=True)
class Reflection:
    """A question to think about. `id` is that of its block, for ever: what people keep is kept under it."""

    id: UUID
    question: str
    why: str


def reflections_in(body: StreamValue) -> dict[str, Reflection]:
    """Return the reflections of a lesson by id, in order. One whose id is no UUID keeps nothing."""
    raw = body.raw_data
    blocks = (raw[index] for index in range(len(raw)))
    found = ((str(block["id"]), _read(block)) for block in blocks if block["type"] == BLOCK)
    return {key: reflection for key, reflection in found if reflection}


def _read(block: Mapping[str, Any]) -> Reflection | None:
    key, value = uuid_of(str(block["id"])), block["value"]
    return Reflection(key, value.get("question") or "", value.get("why") or "") if key else None


def uuid_of(text: str) -> UUID | None:
    """Return the id that a text is; None for any other text."""
    try:
        return UUID(text)
    except ValueError:
        return None
