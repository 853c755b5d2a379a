"""What one types about a year of volunteering, in the address of the page: the site keeps none of it."""

from typing import Any

from django import forms
from django.utils import timezone

from content.volunteer_hours.rules import Answer, Given, Part
from lib.form_fields import PickOne

MOST_HOURS = 366 * 24
THIS_YEAR, LAST_YEAR = "cette", "passee"
WRITE_HOURS = "Écrivez un nombre d’heures, 0 s’il n’y en a pas."


class HoursForm(forms.Form):
    """One year of one person."""

    annee = PickOne(label="De quelle année parlez-vous ?")
    declaree = PickOne(
        label="Votre association est-elle déclarée depuis un an au moins ?",
        help_text="La date est sur le récépissé de la préfecture, ou dans vos statuts.",
        choices=[(Answer.YES, "Oui"), (Answer.NO, "Non"), (Answer.UNKNOWN, "Je ne sais pas")],
    )
    place = PickOne(
        label="Que faites-vous dans l’association ?",
        choices=[
            (Part.BOARD, "Je siège au conseil ou au bureau"),
            (Part.LEADS, "J’encadre d’autres bénévoles"),
            (Part.NEITHER, "Ni l’un ni l’autre"),
        ],
    )
    ici = forms.IntegerField(
        label="Combien d’heures dans cette association ?",
        help_text="Celle où vous en faites le plus. Un ordre de grandeur suffit pour essayer.",
        error_messages={"required": WRITE_HOURS},
        min_value=0,
        max_value=MOST_HOURS,
    )
    ailleurs = forms.IntegerField(
        label="Combien d’heures dans d’autres associations ?",
        help_text="Comptez celles où vous siégez, ou encadrez, et qui ont un an au moins.",
        min_value=0,
        max_value=MOST_HOURS,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = timezone.localdate().year
        self.years = {LAST_YEAR: this - 1, THIS_YEAR: this}
        self.fields["annee"].choices = [  # type: ignore[attr-defined]
            (LAST_YEAR, f"L’année passée ({this - 1})"),
            (THIS_YEAR, f"Cette année ({this})"),
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse more hours than a year has."""
        cleaned = super().clean() or {}
        if not self.errors and cleaned["ici"] + (cleaned["ailleurs"] or 0) > MOST_HOURS:
            self.add_error("ailleurs", "C’est plus d’heures qu’il n’y en a dans une année.")
        return cleaned

    def given(self) -> Given:
        """Return what was typed."""
        typed = self.cleaned_data
        return Given(
            year=self.years[typed["annee"]],
            is_declared=Answer(typed["declaree"]),
            part=Part(typed["place"]),
            in_one=typed["ici"],
            elsewhere=typed["ailleurs"] or 0,
        )
