"""The registry of « Tout ce que le site sait de moi »: how each app exports its part and, if needed, erases it."""

from collections.abc import Callable
from typing import Any

from accounts.models import User

Exporter = Callable[[User], Any]
Eraser = Callable[[User], None]
_exporters: dict[str, Exporter] = {}
_erasers: dict[str, Eraser] = {}


def register(name: str, exporter: Exporter, eraser: Eraser | None = None) -> None:
    """Add the part of an app under `name`, a French key of the person's file.

    `exporter` returns values JSON can hold, dates and decimals included. `eraser` is needed only for what the deletion
    of the person does not erase by itself.
    """
    _exporters[name] = exporter
    if eraser:
        _erasers[name] = eraser


def export(user: User) -> dict[str, Any]:
    """Return everything the site knows of a person."""
    return {name: exporter(user) for name, exporter in _exporters.items()}


def erase(user: User) -> None:
    """Erase a person and all that is theirs; if a part fails, erase nothing."""
    user.delete()


def erase_parts(instance: User, **_signal: Any) -> None:
    """Erase the part of each app, whatever deletes the person (`about_to_go`)."""
    for eraser in _erasers.values():
        eraser(instance)
