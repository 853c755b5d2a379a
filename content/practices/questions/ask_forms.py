"""The forms of a visitor: ask a question, and find its answer with the four words of its code."""

from typing import Any

from django import forms

from content.private_words import KeyField
from lib.text import NBSP

LONGEST = 2000  # characters
UNKNOWN = (
    "Nous ne trouvons rien avec ces quatre mots. Regardez s’il n’y a pas une lettre de travers. "
    "Une question sans réponse est effacée au bout de douze mois."
)


class QuestionForm(forms.Form):
    """The question. `remarks` are the hints to show once before it is sent as it is."""

    text = forms.CharField(
        label="Votre question",
        help_text=f"2{NBSP}000{NBSP}signes au plus. N’écrivez aucun nom de personne, de ville ou de groupe.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": "Écrivez votre question, même courte.",
            "max_length": f"Votre question est trop longue{NBSP}: 2{NBSP}000{NBSP}signes au plus.",
        },
    )
    key = KeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remarks: list[str] = []

    def clean_text(self) -> str:
        """Return the text with plain line breaks, whatever the browser sends."""
        return self.cleaned_data["text"].replace("\r\n", "\n").replace("\r", "\n")


class FindQuestionForm(forms.Form):
    """The four words of a code. The browser must remember none of them."""

    code = forms.CharField(
        label="Les quatre mots de votre question",
        help_text="Dans l’ordre. Les majuscules et les accents ne comptent pas.",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Écrivez les quatre mots de votre question.", "max_length": UNKNOWN},
    )
