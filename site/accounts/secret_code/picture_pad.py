"""Pressing pictures one by one without JavaScript: each press is a POST, what was pressed stays sealed in the session.

A page never shows what was pressed, only how many. A press says which place it was for, so that a double click
counts once.
"""

import time

from django.http import HttpRequest

from accounts.secret_code import pictures
from lib.secrets import seal, unseal

SESSION_KEY = "pictures"
MINUTES = 15
UNKNOWN = "Choisissez une des images de la page."


class Pad:
    """The pictures pressed so far on the page called `name`; another page begins afresh."""

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
        """How many pictures were pressed."""
        return len(self.keys)

    @property
    def number(self) -> int:
        """The picture waited for, counted from one."""
        return self.position + 1

    @property
    def is_second_time(self) -> bool:
        """Whether a code was chosen once and is pressed again."""
        return bool(self.first)

    def press(self, key: str, position: str) -> str | None:
        """Note one picture; the whole code once it is the last, then the pad is empty.

        A press for another place than the one waited for is a double click: left aside. `key` is a known picture.
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
        """Forget what was pressed, not the first code."""
        self.keys = []
        self.save()

    def save(self) -> None:
        """Keep the state of the pad, sealed."""
        held = {"name": self.name, "keys": self.keys, "first": self.first, "shared": self.shared, "at": time.time()}
        self.session[SESSION_KEY] = seal(held)

    def forget(self) -> None:
        """Nothing more is asked on this page."""
        self.session.pop(SESSION_KEY, None)
