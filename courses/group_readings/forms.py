"""The form « Nous l’avons lu ensemble », and the one with which a moderator sets a reading aside."""

from django import forms

from courses.group_choice import ForOneGroupForm
from courses.models import GroupReading
from courses.models.group_readings import LONGEST_REASON
from lib.form_fields import PickOne, PlainText
from lib.text import NBSP

WHY = "Dites en une phrase pourquoi."


class GroupReadingForm(ForOneGroupForm):
    """How a group wants its reading to be told."""

    credit = PickOne(
        label="Comment le dire sur le site",
        choices=GroupReading.Credit.choices,
        help_text="Décidez-le avec le groupe. Son nom serait lu par tout le monde.",
        initial=GroupReading.Credit.A_GROUP,
    )


class SetAsideForm(forms.Form):
    """Why a reading is set aside, for the members of its group."""

    reason = PlainText(
        label="Pourquoi, pour les membres du groupe",
        help_text=f"{LONGEST_REASON}{NBSP}signes au plus. Le groupe peut redire sa lecture une fois qu’il l’a lu.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": WHY,
            "max_length": f"Votre texte est trop long{NBSP}: {LONGEST_REASON}{NBSP}signes au plus.",
        },
    )

    def clean_reason(self) -> str:
        """Return the words without blank ends; ask for some when nothing else was typed."""
        words = str(self.cleaned_data["reason"]).strip()
        if not words:
            raise forms.ValidationError(WHY, code="required")
        return words
