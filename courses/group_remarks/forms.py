"""The form « Chez nous, on fait autrement », and the one with which a moderator says what became of a remark."""

from typing import Any

from django import forms

from courses.group_choice import ForOneGroupForm
from courses.models import GroupRemark
from courses.models.group_remarks import LONGEST_ANSWER, LONGEST_WORDS
from lib.form_fields import PickOne, PlainText
from lib.idempotency import RefField
from lib.text import NBSP

UNNAMED, NAMED = "unnamed", "named"
State = GroupRemark.State


class GroupRemarkForm(ForOneGroupForm):
    """A remark about a lesson. `remarks` are the hints to show once before it is sent as it is."""

    kind = PickOne(
        label="De quoi s’agit-il",
        choices=GroupRemark.Kind.choices,
        error_messages={"required": "Choisissez de quoi il s’agit."},
    )
    words = PlainText(
        label="Avec vos mots",
        help_text=f"1{NBSP}500{NBSP}signes au plus. N’écrivez aucun nom de personne ni de lieu. "
        "Si tout est clair, vous pouvez ne rien écrire.",
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"max_length": f"Votre texte est trop long{NBSP}: 1{NBSP}500{NBSP}signes au plus."},
    )
    credit = PickOne(
        label="Si l’équipe s’en sert",
        choices=[(UNNAMED, "Sans nommer le groupe"), (NAMED, "En nommant le groupe")],
        help_text="Pour nommer le groupe, demandez-lui d’abord. Votre nom à vous n’est jamais dit.",
        initial=UNNAMED,
    )
    ref = RefField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remarks: list[str] = []

    def clean_words(self) -> str:
        """Return the words without blank ends."""
        return self.cleaned_data["words"].strip()

    def clean(self) -> dict[str, Any]:
        """Ask for words, but where all is clear."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") not in {None, GroupRemark.Kind.CLEAR} and cleaned.get("words") == "":
            self.add_error("words", "Écrivez votre remarque, même courte.")
        return cleaned


class HandleForm(forms.Form):
    """What becomes of a remark, with a sentence for who sent it; `seen` says how it was read (`rules.seen_of`)."""

    state = PickOne(
        label="Ce que devient cette remarque",
        choices=[
            (State.USED.value, "Utilisée dans la formation"),
            (State.LATER.value, "Gardée pour plus tard"),
            (State.NOT_KEPT.value, "Merci, mais pas utilisée"),
        ],
    )
    answer = PlainText(
        label="Une phrase pour la personne qui l’a envoyée",
        help_text=f"500{NBSP}signes au plus. Il en faut une quand la remarque n’est pas utilisée.",
        max_length=LONGEST_ANSWER,
        required=False,
        error_messages={"max_length": f"Votre phrase est trop longue{NBSP}: 500{NBSP}signes au plus."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean(self) -> dict[str, Any]:
        """Ask for a sentence when the remark is not used."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("state") == State.NOT_KEPT and not cleaned.get("answer", "?").strip():
            self.add_error("answer", "Dites en une phrase pourquoi, et remerciez.")
        return cleaned
