"""The form « Nous l’avons lu ensemble »."""

from courses.group_choice import ForOneGroupForm
from courses.models import GroupReading
from lib.form_fields import PickOne


class GroupReadingForm(ForOneGroupForm):
    """How a group wants its reading to be told."""

    credit = PickOne(
        label="Comment le dire sur le site",
        choices=GroupReading.Credit.choices,
        help_text="Décidez-le avec le groupe. Son nom serait lu par tout le monde.",
        initial=GroupReading.Credit.A_GROUP,
    )
