"""The form that types in « Ma feuille de passeport »: several entries at once."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from lib.form_fields import Choices, Day, PickOne, PlainText
from lib.idempotency import RefField
from passport.entries.forms import DENIES_FACE, lived_day
from passport.models import Face, Practice, Skill, denies_itself
from passport.paper.rules import LONGEST_WORDS, Row

ROWS = 5  # on the paper, and added at a time
MOST_ROWS = 20
FIELDS = ("skill", "own_title", "face", "practice", "own_words")
_ROW = re.compile(r"(?:skill|own_title|face|practice|own_words)_([0-9]{1,2})")


def rows_in(data: Mapping[str, Any]) -> int:
    """Return how many rows the page sent had: those of the paper at least."""
    numbers = [int(found[1]) for found in map(_ROW.fullmatch, data) if found]
    return min(max([ROWS, *numbers]), MOST_ROWS)


class PaperForm(forms.Form):
    """The day of the paper, then `rows` rows; an empty row is skipped. A valid form holds the others in `filled`."""

    sheet = RefField()
    written_on = Day(
        label="Le jour de la feuille",
        help_text="Il sert seulement si une ligne est déjà dans votre passeport : c’est une fois de plus.",
        initial=timezone.localdate,
    )

    def __init__(self, *args: Any, rows: int = ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = rows
        self.skills = {skill.slug: skill for skill in _catalogue()}
        choices = _choices(self.skills.values())
        for number in range(1, rows + 1):
            self._add_row(number, choices)
        self.filled: list[Row] = []

    def _add_row(self, number: int, choices: Choices) -> None:
        self.fields[f"skill_{number}"] = forms.ChoiceField(
            label="Une compétence de la liste",
            choices=choices,
            required=False,
            error_messages={"invalid_choice": "Choisissez dans la liste, ou donnez votre titre."},
        )
        self.fields[f"own_title_{number}"] = forms.CharField(
            label="Ou votre titre",
            max_length=120,
            required=False,
            help_text="Quelques mots, comme « Réparer un vélo ».",
        )
        self.fields[f"face_{number}"] = PickOne(label="Pour vous", choices=Face.choices, required=False)
        self.fields[f"practice_{number}"] = PickOne(
            label="Comment ça s’est passé ?", choices=Practice.choices, required=False
        )
        self.fields[f"own_words_{number}"] = PlainText(
            label="Avec vos mots",
            max_length=LONGEST_WORDS,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def lines(self) -> list[dict[str, Any]]:
        """Return each row with its fields, for the template."""
        return [{"number": n} | {name: self[f"{name}_{n}"] for name in FIELDS} for n in range(1, self.count + 1)]

    def wrong(self) -> list[dict[str, Any]]:
        """Return the fields to mend in the rows, for the summary above the form."""
        return [
            {"number": n, "field": self[f"{name}_{n}"]}
            for n in range(1, self.count + 1)
            for name in FIELDS
            if self[f"{name}_{n}"].errors
        ]

    def clean_written_on(self) -> Any:
        """Return the day. Raises ValidationError for one to come."""
        return lived_day(self.cleaned_data["written_on"])

    def clean(self) -> dict[str, Any]:
        """Read the rows that say something; each mistake is reported beside its field."""
        super().clean()
        cleaned = self.cleaned_data
        for number in range(1, self.count + 1):
            said = {name: cleaned.get(f"{name}_{number}", "") for name in FIELDS}
            if any(said.values()):
                self._read(number, said)
        if not self.filled and not self.errors:
            self.add_error(None, "Écrivez au moins une ligne.")
        return cleaned

    def _read(self, number: int, said: dict[str, str]) -> None:
        if said["skill"] and said["own_title"]:
            self._mend(number, "own_title", "Gardez la compétence de la liste, ou votre titre : pas les deux.")
        elif not said["skill"] and not said["own_title"]:
            self._mend(number, "own_title", "Choisissez une compétence dans la liste, ou donnez votre titre.")
        for name in ("face", "practice"):
            if not said[name]:
                self._mend(number, name, "Choisissez une réponse.")
        if denies_itself(said["face"], said["practice"]):
            self._mend(number, "practice", DENIES_FACE)
        skill = self.skills.get(said["skill"])
        self.filled.append(Row(number, skill, said["own_title"], said["face"], said["practice"], said["own_words"]))

    def _mend(self, number: int, name: str, words: str) -> None:
        """Add an error beside a field, unless it has one already."""
        if f"{name}_{number}" not in self.errors:
            self.add_error(f"{name}_{number}", words)

    def say_too_long(self, number: int, room: int) -> None:
        """Add the error of a row whose words do not fit after those already in the passport: `room` are left."""
        self._mend(
            number,
            "own_words",
            "Cette ligne est déjà dans votre passeport, avec vos mots. "
            f"Il y reste la place de {room} signes : raccourcissez.",
        )


def _catalogue() -> list[Skill]:
    return list(Skill.objects.offered().select_related("domain").order_by("domain__order", "order", "label"))


def _choices(skills: Any) -> list[Any]:
    """Return the catalogue grouped by family, after the empty choice."""
    families: dict[str, Choices] = {}
    for skill in skills:
        families.setdefault(skill.domain.label, []).append((skill.slug, skill.label))
    return [("", "Choisir dans la liste"), *families.items()]
