"""« Tout ce que le site sait de moi »: each app registers how to tell it and, where needed, how to erase it."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from accounts.models import User

Exporter = Callable[[User], Any]
Eraser = Callable[[User], None]
_exporters: dict[str, Exporter] = {}
_erasers: dict[str, Eraser] = {}


def register(name: str, exporter: Exporter, eraser: Eraser | None = None) -> None:
    """Add an app's part under `name` (French: it is a key of the person's file).

    `exporter` gives values JSON can hold, dates and decimals included. `eraser` is needed only for what deleting
    the person does not already take away.
    """
    _exporters[name] = exporter
    if eraser:
        _erasers[name] = eraser


def export(user: User) -> dict[str, Any]:
    """Everything the site knows of a person."""
    return {name: exporter(user) for name, exporter in _exporters.items()}


def erase(user: User) -> None:
    """Erase a person and all that is theirs, or nothing if a part fails."""
    with transaction.atomic():
        for eraser in _erasers.values():
            eraser(user)
        user.delete()
