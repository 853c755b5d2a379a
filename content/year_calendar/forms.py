"""The three dates of the calendar, in its address: the site keeps none."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from content.year_calendar.rules import Given
from content.year_calendar.steps import Anchor
from lib.form_fields import Day

YEARS = 5  # before or after today
TOO_FAR = "Écrivez une date à moins de cinq ans d’ici."
NONE_GIVEN = "Écrivez au moins une date."


class CalendarForm(forms.Form):
    """The dates that the board knows; one is enough."""

    comptes = Day(
        label="Le dernier jour de votre année de comptes",
        help_text="Le 31 décembre le plus souvent. Vos statuts le disent.",
        required=False,
    )
    assemblee = Day(
        label="Le jour de votre prochaine assemblée générale",
        help_text="Même s’il peut encore changer.",
        required=False,
    )
    convention = Day(
        label="La fin de votre convention avec votre financeur",
        help_text="L’agence régionale de santé (ARS) pour un GEM. La date est dans la convention.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse no date at all, and dates that are too far: most often a slip of the fingers."""
        cleaned = super().clean() or {}
        today = timezone.localdate()
        for name, day in list(cleaned.items()):  # a refused field leaves the dictionary
            if day and abs(day.year - today.year) > YEARS:
                self.add_error(name, TOO_FAR)
        if not self.errors and not any(cleaned.values()):
            self.add_error("comptes", NONE_GIVEN)
        return cleaned

    def given(self) -> Given:
        """Return the dates that were given."""
        days: dict[str, datetime.date | None] = self.cleaned_data
        return {Anchor(name): day for name, day in days.items() if day}
