"""The forms of thanks: one sentence, signed or not; and what goes with one that is reported."""

from typing import Any

from django import forms

from content.private_words import KeyField
from gatherings.models.thanks import LONGEST_THANKS
from lib.form_fields import PlainText
from lib.text import NBSP, writable
from passport.confirmations.forms import OneSentence

LONGEST_MORE = 1500  # a message of the contact page has room for it beside the sentence


class ThanksForm(forms.Form):
    """One sentence. `remarks` are the hints to show once before it is sent as it is."""

    words = OneSentence(
        label="Votre phrase",
        help_text=f"{LONGEST_THANKS}{NBSP}signes au plus. Sans le nom d’une autre personne, sans parler de santé.",
        max_length=LONGEST_THANKS,
        error_messages={
            "required": "Écrivez une phrase, même courte.",
            "max_length": f"Votre phrase est trop longue{NBSP}: {LONGEST_THANKS}{NBSP}signes au plus.",
        },
    )
    is_signed = forms.BooleanField(
        label="Avec mon nom",
        required=False,
        help_text=f"Sans cela, on lira «{NBSP}quelqu’un du groupe{NBSP}».",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remarks: list[str] = []

    def clean_words(self) -> str:
        """Return the sentence on one line, without the signs that no file can hold."""
        words = " ".join(writable(self.cleaned_data["words"]).split())
        if not words:
            raise forms.ValidationError("Écrivez une phrase, même courte.")
        return words


class ReportForm(forms.Form):
    """What the person wants to add to a sentence that they report."""

    more = PlainText(
        label="Ce que vous voulez ajouter",
        help_text=f"1{NBSP}500{NBSP}signes au plus. Si vous voulez que l’on vous joigne, dites comment.",
        max_length=LONGEST_MORE,
        required=False,
        error_messages={"max_length": f"Votre texte est trop long{NBSP}: 1{NBSP}500{NBSP}signes au plus."},
    )
    key = KeyField()
