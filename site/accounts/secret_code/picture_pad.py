"""The pad of pictures, pressed one by one without JavaScript: each press is a POST, kept sealed in the session.

A page never shows which pictures were pressed, only how many. A press carries its position in the code, so that a
double click counts once.
"""

import time

from django.http import HttpRequest

from accounts.secret_code import pictures
from lib.secrets import seal, unseal

SESSION_KEY = "pictures"
MINUTES = 15
UNKNOWN = "Choisissez une des images de la page."


class Pad:
    """The pictures pressed so far on the page called `name`; another page has an empty pad."""

    length = pictures.LENGTH
    all = pictures.PICTURES

    def __init__(self, request: HttpRequest, name: str) -> None:
        self.session, self.name = request.session, name
        held = unseal(self.session.get(SESSION_KEY, "")) or {}
        if held.get("name") != name or time.time() - held["at"] > MINUTES * 60:
            held = {}
        self.keys: list[str] = held.get("keys", [])
        self.first: str = held.get("first", "")  # what is kept of a code chosen once, to compare with the second time
        self.shared: bool = held.get("shared", True)

    @property
    def position(self) -> int:
        """Return how many pictures were pressed."""
        return len(self.keys)

    @property
    def number(self) -> int:
        """Return the number of the next picture, counted from one."""
        return self.position + 1

    @property
    def is_second_time(self) -> bool:
        """Return whether a code was chosen once and is now pressed again."""
        return bool(self.first)

    def press(self, key: str, position: str) -> str | None:
        """Add one picture. Return the whole code, and empty the pad, when it is the last one.

        Ignore a press for another position than the next one: it is a double click. `key` is a known picture.
        """
        if position != str(self.position):
            return None
        self.keys.append(key)
        if self.position < self.length:
            self.save()
            return None
        code = pictures.code_of(self.keys)
        self.clear()
        return code

    def take_back(self) -> None:
        """Forget the last picture."""
        self.keys = self.keys[:-1]
        self.save()

    def clear(self) -> None:
        """Forget the pictures pressed, not the code chosen the first time."""
        self.keys = []
        self.save()

    def save(self) -> None:
        """Keep the state of the pad, sealed."""
        held = {"name": self.name, "keys": self.keys, "first": self.first, "shared": self.shared, "at": time.time()}
        self.session[SESSION_KEY] = seal(held)

    def forget(self) -> None:
        """Remove the pad from the session."""
        self.session.pop(SESSION_KEY, None)
