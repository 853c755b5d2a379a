"""The form of a closing: its first and its last day."""

from typing import Any

from django import forms

from directory import closings
from directory.closings import ClosingRefusedError
from lib.form_fields import Day


class ClosingForm(forms.Form):
    """The days on which a place is closed: a last day is asked for, so that nobody waits without an end."""

    starts_on = Day(label="Fermé à partir du", help_text="Aujourd’hui, ou un jour à venir.")
    ends_on = Day(
        label="Dernier jour de fermeture",
        help_text="Si vous rouvrez un lundi, choisissez le dimanche. Trois mois au plus.",
    )

    def clean(self) -> dict[str, Any]:
        """Say beside its field which day no closing may have."""
        super().clean()
        if not self.errors:
            try:
                closings.check(self.cleaned_data["starts_on"], self.cleaned_data["ends_on"])
            except ClosingRefusedError as error:
                self.add_error(error.field, error.sentence)
        return self.cleaned_data
