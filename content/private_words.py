"""The four words with which a visitor finds again what they wrote: shown once, kept as a fingerprint alone.

They are drawn from the random key of the page and the text, with CODE_KEY: the button pressed twice makes one thing and
one code, without anything kept between. Nothing else is kept of the visitor; `visitor_key` counts them for a day.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from accounts.secret_code import card_words
from accounts.sign_in.guesses import SUBSCRIBER, network_of
from lib.secrets import Purpose, digest, draw_token
from lib.secrets import fingerprint as words_fingerprint

_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True)
class PrivateWords:
    """The words of one kind of thing: two purposes, so that those of another kind open nothing here."""

    code: Purpose
    drawing: Purpose

    def draw(self, key: str, text: str, number: int) -> list[str]:
        """Return the `number`-th four words of a page and a text: nobody can draw them without CODE_KEY."""
        known, drawn = card_words.vocabulary(), digest(self.drawing, f"{key}:{number}:{text}")
        return [
            known[int.from_bytes(drawn[position * 4 : position * 4 + 4]) % len(known)]
            for position in range(card_words.WORDS_PER_CARD)
        ]

    def fingerprint(self, words: list[str]) -> str:
        """Return the fingerprint of the words, hexadecimal."""
        return words_fingerprint(self.code, " ".join(words))

    def typed(self, text: str) -> str | None:
        """Return the fingerprint of four words, however they were typed; None when there are not four."""
        words = card_words.normalise(text)
        return self.fingerprint(words) if len(words) == card_words.WORDS_PER_CARD else None


def visitor_key(request: HttpRequest, bits: int = SUBSCRIBER) -> str:
    """Return the key of a visitor in a limit: a fingerprint of their network that changes each day.

    The address itself is written nowhere, not even for the hour that a counter lasts.
    """
    message = f"{timezone.localdate()}:{network_of(request, bits)}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


class KeyField(forms.CharField):
    """The random key of a page. A missing or odd one is replaced: the page then counts as sent for the first time."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False, initial=draw_token)

    def clean(self, value: Any) -> str:
        """Return a key; never raise, since nobody typed it."""
        return value if isinstance(value, str) and _KEY.fullmatch(value) else draw_token()


class PrivateWordsForm(forms.Form):
    """The four words of a code. The browser must remember none of them."""

    code = forms.CharField(
        label="Vos quatre mots",
        help_text="Dans l’ordre. Les majuscules et les accents ne comptent pas.",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={
            "required": "Écrivez vos quatre mots.",
            "max_length": "Nous ne trouvons rien avec ces quatre mots. Regardez s’il n’y a pas une lettre de travers.",
        },
    )
