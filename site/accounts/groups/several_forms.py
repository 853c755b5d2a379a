"""Forms to open several accounts at once: the list as it is pasted, then each of its lines, checked."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField

from accounts import names
from accounts.displayed_name import NOT_A_NAME, speaks_for_others
from accounts.groups import new_account, pasted_names, planned_places
from accounts.mandates.forms import WarnedForm
from directory.models import PeerGroup
from lib.form_fields import Name, PlainText

LONGEST_PASTE, LONGEST_NAME = 20_000, 60
NOBODY = "Aucun nom dans ce texte. Écrivez au moins un prénom ou un surnom."
TOO_MANY = "{number} noms : c’est trop pour une fois. Gardez-en soixante, puis recommencez avec les autres."
TOO_LONG = "Ce texte est trop long pour soixante noms. Collez les prénoms seulement."
TWICE = "Ce nom est déjà plus haut dans la liste. Si ce sont deux personnes, ajoutez une lettre, puis cochez."
TAKEN = (
    "Une personne du groupe s’appelle déjà ainsi. Si c’est elle, ne cochez pas. Sinon, ajoutez une lettre ou un "
    "surnom, choisi avec la personne, puis cochez."
)
MISSING = "Écrivez un nom, ou décochez cette ligne."
LONG = "60 lettres au plus."
NONE_KEPT = "Cochez au moins un compte à ouvrir."
LEFT_TODAY = "Comptes que votre groupe peut encore ouvrir aujourd’hui : {left}. Décochez d’autres lignes."
ALIKE = "Des lignes cochées portent un nom déjà pris. Une carte ou une demande pourrait aller à une autre personne."
UNKNOWN_PLACE = "Choisissez une ligne de la liste."


class PasteForm(forms.Form):
    """The first names, as they are pasted; a column headed « Fonction » is read too."""

    names = PlainText(
        label="Prénoms ou surnoms",
        help_text="Un par ligne, ou séparés par des virgules. Soixante au plus. Numéros et tirets sont enlevés. "
        "D’un tableau, les colonnes «\u00a0Prénom\u00a0» et «\u00a0Fonction\u00a0» sont lues.",
        max_length=LONGEST_PASTE,
        error_messages={"required": NOBODY, "max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 12, "autocomplete": "off", "spellcheck": "false"}),
    )

    left_aside: Sequence[str] = ()  # headings of the other columns of a pasted table

    def clean_names(self) -> list[tuple[str, str]]:
        """Return the names, each with the place said beside it. Raise ValidationError for none, or over sixty."""
        found = [(row.name, planned_places.read(row.function)) for row in pasted_names.rows(self.cleaned_data["names"])]
        self.left_aside = pasted_names.left_aside(self.cleaned_data["names"])
        if not found:
            raise forms.ValidationError(NOBODY)
        if len(found) > pasted_names.MOST:
            raise forms.ValidationError(TOO_MANY.format(number=len(found)))
        return found


class Line(NamedTuple):
    """One line of the list: its name, with what a reader should know of it as its help, and its box."""

    name: BoundField
    place: BoundField
    keep: BoundField


class ListForm(WarnedForm):
    """Each name of a list, with the place to propose later and a box to open its account; what looks wrong is said.

    A name already borne in the group, or higher in the list, is left out at first; ticked as it is, it asks for one
    more tick. What is left out is not checked, and shown again as it was.
    """

    use_required_attribute = False  # Chromium calls an empty list invalid before anybody answered

    def __init__(self, sent: Mapping[str, Any] | None, group: PeerGroup, listed: Sequence[tuple[str, str]]) -> None:
        super().__init__(sent)
        self.group, self._listed = group, [name for name, _ in listed]
        kept = [self._is_kept(place) for place in range(len(listed))]
        self._notes = notes(self._listed, names.borne_in(group), kept)
        for place, (name, planned) in enumerate(listed):
            self._add(place, name)
            self._add_place(place, planned)

    @classmethod
    def listed_in(cls, sent: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return the names of a form that was sent, kept or not, each with the place chosen beside it."""
        places = [place for place in range(pasted_names.MOST) if f"name-{place}" in sent]
        return [(str(sent[f"name-{place}"]), str(sent.get(f"place-{place}", ""))) for place in places]

    def _is_kept(self, place: int) -> bool:
        return not self.is_bound or f"keep-{place}" in self.data

    def _add(self, place: int, name: str) -> None:
        is_kept, line = self._is_kept(place), f"Ligne {place + 1}"
        errors = {"required": MISSING, "max_length": LONG}
        self.fields[f"name-{place}"] = (
            Name(label=line, max_length=LONGEST_NAME, initial=name, error_messages=errors)
            if is_kept
            else forms.Field(label=line, initial=name, required=False, widget=forms.TextInput)
        )
        self.fields[f"name-{place}"].widget.attrs["autocomplete"] = "off"
        self.fields[f"name-{place}"].help_text = self._notes[place]
        initial = not self._notes[place]
        self.fields[f"keep-{place}"] = forms.BooleanField(
            label=f"Ouvrir ce compte (ligne {place + 1})", required=False, initial=initial
        )

    def _add_place(self, place: int, planned: str) -> None:
        label, errors = f"Place à proposer ensuite (ligne {place + 1})", {"invalid_choice": UNKNOWN_PLACE}
        choices = [planned_places.NO_PLACE, *planned_places.Planned.choices]
        self.fields[f"place-{place}"] = (
            forms.ChoiceField(label=label, choices=choices, initial=planned, required=False, error_messages=errors)
            if self._is_kept(place)
            else forms.Field(label=label, initial=planned, required=False, widget=forms.Select(choices=choices))
        )

    @property
    def lines(self) -> list[Line]:
        """Return the lines to show."""
        names_of = ("name", "place", "keep")
        return [Line(*(self[f"{name}-{place}"] for name in names_of)) for place in range(len(self._listed))]

    @property
    def to_look_at(self) -> int:
        """Return how many lines look wrong."""
        return sum(map(bool, self._notes))

    def kept(self) -> list[tuple[str, str]]:
        """Return the names of the accounts to open, in their order, each with its place; needs a checked form."""
        places = [place for place in range(len(self._listed)) if self._is_kept(place)]
        return [(self.cleaned_data[f"name-{place}"], self.cleaned_data[f"place-{place}"]) for place in places]

    def clean(self) -> dict[str, Any]:
        """Refuse names that speak for the site, an empty list, more than the day allows; warn of names alike."""
        super().clean()
        kept = [place for place in range(len(self._listed)) if self._is_kept(place)]
        for place in kept:
            if speaks_for_others(str(self.cleaned_data.get(f"name-{place}", ""))):
                self.add_error(f"name-{place}", NOT_A_NAME)
        if not kept:
            self.add_error(None, NONE_KEPT)
        left = new_account.left_today(self.group)
        if len(kept) > left:
            self.add_error(None, LEFT_TODAY.format(left=left) if left else new_account.MANY_OPENED)
        if any(self._notes[place] for place in kept):
            self.warn(ALIKE)
        return self.cleaned_data


def notes(listed: list[str], borne: set[str], kept: list[bool]) -> list[str]:
    """Return what to say beside each name, "" for nothing: `borne` in the group, or by a line above that is `kept`.

    >>> notes(["Lou", "Sol", "LOU"], {"sol"}, [True, True, True]) == ["", TAKEN, TWICE]
    True
    """
    above: set[str] = set()
    said = []
    for name, is_kept in zip(listed, kept, strict=True):
        read = names.alike(name)
        said.append(TAKEN if read in borne else TWICE if read in above else "")
        if is_kept:
            above.add(read)
    return said
