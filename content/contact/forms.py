"""The forms of a visitor who writes to those who run the site, and the one that answers them."""

from typing import Any

from django import forms

from content.models import ContactMessage
from content.models.messages import LONGEST_LINE, LONGEST_MESSAGE
from content.private_words import KeyField
from lib.form_fields import PickOne, PlainText
from lib.text import NBSP

About, State = ContactMessage.About, ContactMessage.State
_TOO_LONG = f"Votre message est trop long{NBSP}: 2{NBSP}000{NBSP}signes au plus."


class ContactForm(forms.Form):
    """A message, and what it is about. Nothing says who writes."""

    about = PickOne(
        label=f"De quoi s’agit-il{NBSP}?",
        choices=[(each.value, each.label) for each in About if each != About.JOIN],
        error_messages={"required": "Choisissez de quoi il s’agit."},
    )
    text = PlainText(
        label="Votre message",
        help_text=f"2{NBSP}000{NBSP}signes au plus. Vous n’avez pas à dire qui vous êtes, ni à parler de votre santé.",
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Écrivez votre message, même court.", "max_length": _TOO_LONG},
    )
    key = KeyField()


class JoinForm(forms.Form):
    """A group that wants to come: which one, how to reach it, and what it wants to say."""

    group = forms.CharField(
        label="Le nom du groupe et sa ville",
        max_length=LONGEST_LINE,
        error_messages={
            "required": "Écrivez le nom du groupe et sa ville.",
            "max_length": f"Ce texte est trop long{NBSP}: 200{NBSP}signes au plus.",
        },
    )
    reach = forms.CharField(
        label="Comment joindre le groupe, si vous voulez",
        help_text="Le téléphone ou l’adresse e-mail de l’association, plutôt que les vôtres.",
        max_length=LONGEST_LINE,
        required=False,
        error_messages={"max_length": f"Ce texte est trop long{NBSP}: 200{NBSP}signes au plus."},
    )
    text = PlainText(
        label="Votre message",
        help_text=f"2{NBSP}000{NBSP}signes au plus. Dites par exemple combien vous êtes, et qui s’occupera des cartes.",
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Écrivez un message, même court.", "max_length": _TOO_LONG},
    )
    key = KeyField()


class AnswerForm(forms.Form):
    """What the coordination answers; `seen` says how the message was read (`rules.seen_of`)."""

    state = PickOne(
        label="Ce que vous faites",
        choices=[
            (State.ANSWERED.value, "Répondre"),
            (State.CLOSED.value, "Fermer sans répondre"),
            (State.RECEIVED.value, "Laisser ouvert, sans réponse pour le moment"),
        ],
    )
    answer = PlainText(
        label="Votre réponse",
        help_text=f"2{NBSP}000{NBSP}signes au plus. Seule la personne qui a les quatre mots la lit.",
        max_length=LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"max_length": f"Votre réponse est trop longue{NBSP}: 2{NBSP}000{NBSP}signes au plus."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean(self) -> dict[str, Any]:
        """Ask for words to answer with; refuse those that nobody would read."""
        cleaned = super().clean() or self.cleaned_data
        words = (cleaned.get("answer") or "").strip()
        if "answer" not in cleaned:
            return cleaned
        if cleaned.get("state") == State.ANSWERED and not words:
            self.add_error("answer", "Écrivez votre réponse, même courte.")
        if cleaned.get("state") in {State.CLOSED, State.RECEIVED} and words:
            self.add_error(
                "state", f"Vous avez écrit une réponse{NBSP}: choisissez «{NBSP}Répondre{NBSP}», ou effacez-la."
            )
        cleaned["answer"] = words
        return cleaned
