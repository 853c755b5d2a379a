"""The form « Est-ce que cela vous a servi ? »."""

from typing import Any

from django import forms

from gatherings.models import Opinion
from gatherings.models.opinion import LONGEST_LINE
from lib.form_fields import PickOne
from lib.text import NBSP, writable
from passport.confirmations.forms import OneSentence

CHOOSE = "Choisissez une des trois réponses."


class OpinionForm(forms.Form):
    """One of three answers, and a line if one wishes. `remarks` are the hints to show once before it is sent."""

    served = PickOne(
        label=f"Est-ce que cela vous a servi{NBSP}?",
        choices=Opinion.Served.choices,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    words = OneSentence(
        label="Ce que vous changeriez",
        help_text=f"{LONGEST_LINE}{NBSP}signes au plus. Sans nom de personne.",
        max_length=LONGEST_LINE,
        required=False,
        error_messages={"max_length": f"Votre ligne est trop longue{NBSP}: {LONGEST_LINE}{NBSP}signes au plus."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remarks: list[str] = []

    def clean_words(self) -> str:
        """Return the line without the signs that no file can hold."""
        return " ".join(writable(self.cleaned_data["words"]).split())
