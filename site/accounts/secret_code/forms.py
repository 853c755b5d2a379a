"""Form fields and forms of secret codes, and what a form says of a mistyped word."""

import re
from typing import Any

from django import forms

from accounts.secret_code import card_words
from accounts.secret_code import rules as secret_code
from lib import typed
from lib.form_fields import Radios

SHARED_LABEL = "Ce téléphone, cet ordinateur"
SHARED_HELP = (
    "À plusieurs, la page vous demande d’entrer de nouveau après 30 minutes sans rien faire. "
    "Ce que vous avez commencé est gardé."
)
ALONE, SEVERAL = "off", "on"

LONGEST_TYPED = 200
SIX_DIGITS = "Le code a six chiffres."


def unknown_word_error(words: list[str], nowhere: str, advice: str) -> str:
    """Return what to say of the first word that is never drawn, "" when all are known.

    `nowhere` says where the word would have stood (« sur aucune carte »), `advice` what to do when no word is close.
    """
    for word in card_words.unknown_words(words)[:1]:
        near = card_words.closest_word(word)
        hint = f"Peut-être « {near} » ?" if near else advice
        return f"Le mot « {word[:30]} » n’est {nowhere}. {hint}"
    return ""


class SixDigitsField(forms.CharField):
    """Six digits, however typed or pasted; no `maxlength` cuts what is pasted before it is read."""

    lengths: tuple[int, ...] = (6,)
    otherwise = SIX_DIGITS

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_TYPED, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the digits alone. Raise ValidationError for anything else."""
        digits = typed.code(super().clean(value))
        if not re.fullmatch(r"[0-9]+", digits) or len(digits) not in self.lengths:
            raise forms.ValidationError(self.otherwise)
        return digits


class CodeField(SixDigitsField):
    """A secret code in digits; never written back into the page."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "input-code"}
        super().__init__(widget=forms.PasswordInput(attrs=attrs), **kwargs)


class GiveDigitsForm(forms.Form):
    """The secret code of the visitor or the member, in digits."""

    code = CodeField(
        label="Votre code secret",
        help_text="Les six chiffres que vous avez choisis.",
        error_messages={"required": "Écrivez les six chiffres de votre code secret."},
    )


class PressForm(forms.Form):
    """A press on a picture: the page reads it, its errors are about the whole page."""


class NewCodeForm(forms.Form):
    """A new secret code in digits, typed twice."""

    code = CodeField(
        label="Votre code secret",
        help_text="Six chiffres que vous seul connaissez. Pas votre date de naissance.",
    )
    again = CodeField(label="Le même code, une deuxième fois")

    def clean_code(self) -> str:
        """Return the code. Raise ValidationError when it is easy to guess."""
        secret_code.check_strength(self.cleaned_data["code"])
        return self.cleaned_data["code"]

    def clean(self) -> dict[str, Any]:
        """Compare the two codes: the form says beside the second that they differ."""
        values = super().clean() or {}
        if "code" in values and "again" in values and values["code"] != values["again"]:
            self.add_error("again", "Les deux codes sont différents. Écrivez deux fois le même.")
        return values


class SharedField(forms.ChoiceField):
    """Whether the person alone, or several, use this device; its value is True for several.

    One of the two is always chosen, so nothing is ever asked again: a form sent without an answer counts as alone.
    """

    widget = Radios

    def prepare_value(self, value: Any) -> Any:
        """Return the choice of a value."""
        return (SEVERAL if value else ALONE) if isinstance(value, bool) or value is None else value

    def clean(self, value: Any) -> bool:
        """Return True for several."""
        return bool(value) and value != ALONE


def shared_field(initial: bool) -> SharedField:
    """Return the field that asks whether several people use this device."""
    choices = [(ALONE, "À moi seulement"), (SEVERAL, "Nous sommes plusieurs à nous en servir")]
    return SharedField(label=SHARED_LABEL, help_text=SHARED_HELP, choices=choices, initial=initial)
