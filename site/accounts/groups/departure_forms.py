"""The form of a departure: one day."""

import datetime

from django import forms
from django.utils import timezone

from accounts.groups.leaving import FARTHEST
from lib.form_fields import Day


class DepartureForm(forms.Form):
    """The last day of somebody in the group.

    A day that is over would shorten the year during which who has just left is no stranger yet (`accounts.two_people`).
    """

    last_day = Day(
        label="Son dernier jour dans le groupe",
        help_text="Aujourd’hui, ou un jour à venir. Si la personne est déjà partie, choisissez aujourd’hui.",
    )

    def clean_last_day(self) -> datetime.date:
        """Return the day. Raise ValidationError when it is over, or more than a year away."""
        day, today = self.cleaned_data["last_day"], timezone.localdate()
        if day < today:
            raise forms.ValidationError("Ce jour est passé. Choisissez aujourd’hui, ou un jour à venir.")
        if day > today + datetime.timedelta(days=FARTHEST):
            raise forms.ValidationError("Ce jour est trop loin. Choisissez un jour de l’année qui vient.")
        return day
