"""The forms of an attestation: what the paper bears, and the number that somebody checks."""

from typing import Any

from django import forms

from gatherings.models import WorkshopDate
from lib.form_fields import Name
from lib.idempotency import RefField
from lib.pdf.letters import LACKING, known

UNWRITTEN = "La feuille ne sait pas écrire une lettre de ce texte. Remplacez-la, ou faites le papier à la main."


class AttestationForm(forms.Form):
    """What the paper bears. The name is kept nowhere: the name of its field says it to those who keep forms begun."""

    unkept_name = Name(
        label="Le nom à écrire sur le papier",
        max_length=80,
        help_text="Comme la personne le veut. Le site ne le garde pas.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    what = forms.CharField(
        label="Ce qui a été fait", max_length=160, help_text="Ce qu’une personne de l’extérieur peut lire."
    )
    knows = forms.BooleanField(
        label="La personne demande ce papier, et sait qu’il nomme l’association",
        error_messages={"required": "Demandez-le d’abord à la personne, puis cochez."},
    )
    ref = RefField()

    def __init__(self, date: WorkshopDate, data: Any = None) -> None:
        super().__init__(data, initial={"what": date.workshop.title})

    def clean_unkept_name(self) -> str:
        """Refuse a name that the paper would not bear whole."""
        return _written(self.cleaned_data["unkept_name"])

    def clean_what(self) -> str:
        """Refuse what the paper would not bear whole."""
        return _written(self.cleaned_data["what"])


def _written(text: str) -> str:
    if LACKING in known(text):
        raise forms.ValidationError(UNWRITTEN)
    return text


class NumberForm(forms.Form):
    """A number as somebody reads it on a paper."""

    number = forms.CharField(
        label="Le numéro écrit sur le papier",
        max_length=40,
        help_text="Douze lettres ou chiffres. Les tirets ne comptent pas.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
