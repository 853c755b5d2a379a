"""The forms of a subject: proposed, weighed by one who sits, then led to what was written."""

from typing import Any

from django import forms

from accounts.models import User
from content.practices import privacy_hints
from courses.models import ModulePage, Subject
from courses.models.subjects import LONGEST_REASON, LONGEST_TITLE, LONGEST_WORDS
from lib.form_fields import PickOne, PlainText
from lib.idempotency import RefField
from lib.text import NBSP

YES, NO = "yes", "no"
CHOOSE_MODULE = "Choisissez une formation de la liste."
WITHOUT = "Sans nom, sans groupe, sans ville."


class ProposeForm(forms.Form):
    """A subject. `remarks` are the hints on what could tell who, shown once before it is sent as it is."""

    title = forms.CharField(
        label="Le sujet, en quelques mots",
        max_length=LONGEST_TITLE,
        help_text="Par exemple : préparer une sortie avec peu d’argent.",
        error_messages={"required": "Dites le sujet, en quelques mots."},
    )
    words = PlainText(
        label="Ce que l’on voudrait savoir faire",
        help_text=f"Ce qui vous a manqué, ou ce que vous aimeriez savoir. {WITHOUT}",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Dites ce que l’on voudrait savoir faire, même en une phrase.",
            "max_length": f"Votre texte est trop long{NBSP}: {LONGEST_WORDS}{NBSP}signes au plus.",
        },
    )
    ref = RefField()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.remarks = user, list[str]()

    def is_hinted(self, already_said: list[str]) -> bool:
        """Look for what could tell who or where; return whether some of it was not said yet."""
        text = f"{self.cleaned_data['title']}\n{self.cleaned_data['words']}"
        self.remarks = privacy_hints.remarks(text, self.user)
        return bool(set(self.remarks) - set(already_said))


class WeighForm(forms.Form):
    """What one who sits thinks of a subject; `seen` is what they read (`rules.seen_of`)."""

    opinion = PickOne(
        label="Faut-il écrire cette leçon ?",
        choices=[(YES, "Oui, je le retiens"), (NO, "Non, pas pour le moment")],
    )
    reason = PlainText(
        label="Pourquoi pas, pour toutes les personnes qui liront",
        help_text=f"Il faut une phrase quand c’est non. {WITHOUT} {LONGEST_REASON}{NBSP}signes au plus.",
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"Votre phrase est trop longue{NBSP}: {LONGEST_REASON}{NBSP}signes au plus."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, subject: Subject, user: User, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.subject, self.user, self.remarks = subject, user, list[str]()
        if subject.reason:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason when it is no, and for none when it is yes: it would be lost."""
        cleaned = super().clean() or self.cleaned_data
        if "reason" not in self.fields:
            return cleaned
        reason = cleaned.get("reason", "?").strip()
        if cleaned.get("opinion") == NO and not reason:
            self.add_error("reason", "Dites pourquoi, en une phrase, et remerciez.")
        if cleaned.get("opinion") == YES and reason and "reason" not in self.errors:
            self.add_error("reason", "Un sujet retenu ne reçoit pas de raison. Effacez-la, ou choisissez non.")
        return cleaned

    def is_hinted(self, already_said: list[str]) -> bool:
        """Look in the reason for what could tell who or where; return whether some of it was not said yet."""
        self.remarks = privacy_hints.remarks(self.cleaned_data.get("reason", ""), self.user)
        return bool(set(self.remarks) - set(already_said))


class PublishedForm(forms.Form):
    """The published module that answers a subject."""

    use_required_attribute = False
    module = forms.ModelChoiceField(
        label="La formation où on l’apprend",
        queryset=ModulePage.objects.none(),
        empty_label="–",
        error_messages={"required": CHOOSE_MODULE, "invalid_choice": CHOOSE_MODULE},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["module"].queryset = ModulePage.objects.live().order_by("title", "pk")  # type: ignore[attr-defined]
