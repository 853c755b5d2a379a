"""The forms of a question to other groups, of an answer to one, and of the moderator who reads either."""

from typing import Any

from django import forms

from accounts.models import User
from content.models import PracticePage
from content.models.colleagues import LONGEST_REASON, LONGEST_TEXT
from content.practices import privacy_hints
from lib.form_fields import PickOne, PlainText
from lib.idempotency import RefField
from lib.text import NBSP

TOO_LONG = f"Votre texte est trop long{NBSP}: 2{NBSP}000{NBSP}signes au plus."
WITHOUT = "Sans nom, sans groupe, sans ville, sans date."
PUBLISH, REFUSE = "publish", "refuse"


class HintedForm(forms.Form):
    """A text that others will read. `remarks` are the hints to show once before it is sent as it is."""

    texts: tuple[str, ...] = ()
    is_signed = forms.BooleanField(label="Montrer mon nom affiché", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.remarks = user, list[str]()
        self.fields["is_signed"].help_text = (
            f"Les personnes qui lisent verront «{NBSP}{user}{NBSP}». Sans cela, personne ne sait que c’est vous. "
            "Votre groupe n’est jamais dit. Si vous changez de nom, aucun nom ne se lit plus."
        )

    @property
    def text(self) -> str:
        """Return all that is written, once it is valid."""
        return "\n".join(self.cleaned_data[name].strip() for name in self.texts)

    def is_hinted(self, already_said: list[str]) -> bool:
        """Look for what could tell who, where or when; return whether some of it was not said yet."""
        self.remarks = [*privacy_hints.remarks(self.text, self.user), *privacy_hints.dates(self.text)]
        return bool(set(self.remarks) - set(already_said))


class AskForm(HintedForm):
    """A situation that nobody has written. `near` are the sheets to show once before it is sent."""

    texts = ("situation", "already_tried")
    situation = PlainText(
        label="La situation",
        help_text=f"Ce qui se passe, avec vos mots. {WITHOUT} 2{NBSP}000{NBSP}signes au plus.",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Dites ce qui se passe, même en une phrase.", "max_length": TOO_LONG},
    )
    already_tried = PlainText(
        label="Ce que vous avez déjà essayé",
        help_text="Ainsi, personne ne vous le propose encore.",
        max_length=LONGEST_TEXT,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    lends_words = forms.BooleanField(
        label="Une fiche peut reprendre ma situation, avec ces mots",
        help_text="Si une réponse vous aide, la personne qui l’a écrite peut en faire une fiche que tout le monde lit. "
        "Cette fiche reste, sans votre nom, même si vous retirez votre question.",
        required=False,
    )
    ref = RefField()
    field_order = ("situation", "already_tried", "is_signed", "lends_words", "ref")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.near: list[PracticePage] = []


class AnswerForm(HintedForm):
    """What helped somebody in such a situation."""

    texts = ("words",)
    words = PlainText(
        label="Ce qui a aidé chez vous",
        help_text=f"Un geste, un outil, une manière de dire. {WITHOUT} 2{NBSP}000{NBSP}signes au plus.",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Dites ce qui a aidé, même un peu.", "max_length": TOO_LONG},
    )
    field_order = ("words", "is_signed")


class DecideForm(forms.Form):
    """Publish, or refuse with a reason; `seen` says what was read (`desk.seen_of`)."""

    decision = PickOne(label="Que faire de ce texte", choices=[(PUBLISH, "Le publier"), (REFUSE, "Ne pas le publier")])
    reason = PlainText(
        label="Pourquoi, pour la personne qui a écrit",
        help_text=f"Il faut une phrase quand le texte n’est pas publié. {LONGEST_REASON}{NBSP}signes au plus.",
        max_length=LONGEST_REASON,
        required=False,
        error_messages={"max_length": f"Votre phrase est trop longue{NBSP}: {LONGEST_REASON}{NBSP}signes au plus."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean(self) -> dict[str, Any]:
        """Ask for a reason when the text is refused, and for none when it is published: it would be lost."""
        cleaned = super().clean() or self.cleaned_data
        reason = cleaned.get("reason", "?").strip()
        if cleaned.get("decision") == REFUSE and not reason:
            self.add_error("reason", "Dites pourquoi, en une phrase, et remerciez.")
        if cleaned.get("decision") == PUBLISH and reason and "reason" not in self.errors:
            self.add_error("reason", "Un texte publié ne reçoit pas de mot. Effacez ce mot, ou ne publiez pas.")
        return cleaned
