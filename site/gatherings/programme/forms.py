"""The forms of a workshop: what it is, when, how often; one date moved or cancelled; why a proposal waits."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms

from courses.models import ModulePage
from directory.models import PeerGroup
from gatherings.models import Workshop, WorkshopDate
from gatherings.models.workshop import LONGEST, MOST_PLACES, SHORTEST
from gatherings.programme import as_shown
from gatherings.programme.as_shown import SKILLS
from gatherings.repeats import Repeats
from lib.days import earliest_today
from lib.form_fields import Day, PickOne, PlainText
from lib.hours import Hour
from lib.idempotency import RefField
from lib.meanwhile import MarkField
from lib.text import NBSP
from passport.models import Skill

NETWORK = "reseau"  # no slug of a group is read there: the choice is offered to coordinators alone
FARTHEST = datetime.timedelta(days=366)
ENDS_BEFORE = "La fin vient avant le début. Vérifiez les deux heures."
TOO_SHORT = f"Un atelier dure {SHORTEST} minutes au moins."
TOO_LONG = f"Un atelier dure {LONGEST // 60} heures au plus."
PASSED = "Ce jour est passé. Choisissez aujourd’hui, ou un jour à venir."
TOO_FAR = "Ce jour est trop loin. Choisissez un jour de l’année qui vient."
LAST_BEFORE = "Le dernier jour vient avant le premier. Vérifiez les deux jours."
NO_PLACE = "Écrivez un lieu, ou le lien d’une visioconférence."


def minutes_between(begins: datetime.time, ends: datetime.time) -> int:
    """Return how many minutes separate two hours of one day; negative when the end comes first."""
    return (ends.hour - begins.hour) * 60 + ends.minute - begins.minute


def length_refused(minutes: int) -> str:
    """Return why no workshop lasts so long; "" when one may."""
    if minutes < SHORTEST:
        return ENDS_BEFORE if minutes <= 0 else TOO_SHORT
    return TOO_LONG if minutes > LONGEST else ""


class HoursForm(forms.Form):
    """A day, and two hours of it."""

    first_day = Day(label="Quel jour ?")
    begins_at = Hour(label="Début", help_text="Par exemple : 14 h 30.")
    ends_at = Hour(label="Fin")

    def clean_first_day(self) -> datetime.date:
        """Refuse a day that is over, or farther than a year."""
        day: datetime.date = self.cleaned_data["first_day"]
        if day < earliest_today():
            raise forms.ValidationError(PASSED)
        if day > earliest_today() + FARTHEST:
            raise forms.ValidationError(TOO_FAR)
        return day

    def clean(self) -> dict[str, Any]:
        """Say beside the end which length no workshop has; give `minutes`."""
        super().clean()
        begins, ends = self.cleaned_data.get("begins_at"), self._end()
        if begins and ends:
            minutes = minutes_between(begins, ends)
            if refused := length_refused(minutes):
                self.add_error("ends_at", refused)
            self.cleaned_data["minutes"] = minutes
        return self.cleaned_data

    def _end(self) -> datetime.time | None:
        end: datetime.time | None = self.cleaned_data.get("ends_at")
        return end


class WorkshopForm(HoursForm):
    """A workshop, as a member proposes it."""

    title = forms.CharField(label="Titre", max_length=120, help_text="Quelques mots : « Cuisine du mardi ».")
    what = PlainText(label="Ce que nous ferons", max_length=1000, required=False)
    place = forms.CharField(label="Lieu", max_length=200, required=False)
    video_link = forms.URLField(
        label="Lien de la visioconférence", max_length=300, required=False, assume_scheme="https"
    )
    repeats = PickOne(label="Cela revient ?", choices=Repeats.choices, initial=Repeats.ONCE)
    last_day = Day(label="Jusqu’à quel jour ?", required=False, help_text="Vide : jusqu’à ce que vous l’arrêtiez.")
    places = forms.IntegerField(
        label="Nombre de places",
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
        help_text="Vide : sans limite.",
    )
    leads = forms.BooleanField(label="J’anime cet atelier", required=False, initial=True)
    ref = RefField()
    field_order = ("title", "what", "first_day", "begins_at", "ends_at", "repeats", "last_day", "place", "video_link")

    def __init__(
        self,
        groups: Sequence[PeerGroup],
        *args: Any,
        for_network: bool = False,
        module: ModulePage | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.module = module
        if module:
            self.fields["says_module"] = forms.BooleanField(
                label=f"Dire qu’il est préparé avec la formation «{NBSP}{module.title}{NBSP}»",
                required=False,
                initial=True,
                help_text="On le lit sur la page de l’atelier. Décochez pour ne pas le dire.",
            )
        self.groups = list(groups)
        choices = [(group.slug, group.name) for group in self.groups]
        if for_network:
            choices.append((NETWORK, "Tout le réseau : une journée de formation"))
        if len(choices) > 1:
            self.fields["group"] = PickOne(label="Pour qui ?", choices=choices)
            self.order_fields(["group", *self.field_order])
        offered = [("", "Aucune"), *Skill.objects.offered().by_family()]
        for number, name in enumerate(SKILLS, start=1):
            self.fields[name] = forms.ChoiceField(label=f"Compétence {number}", choices=offered, required=False)
        self.only = choices[0][0] if len(choices) == 1 else ""

    def clean(self) -> dict[str, Any]:
        """Say beside its field what is missing or impossible."""
        super().clean()
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if self.cleaned_data.get("repeats") == Repeats.ONCE:
            self.cleaned_data["last_day"] = None
        elif first and last and last < first:
            self.add_error("last_day", LAST_BEFORE)
        if not self.errors and not (self.cleaned_data["place"] or self.cleaned_data["video_link"]):
            self.add_error("place", NO_PLACE)
        return self.cleaned_data

    @property
    def chosen_group(self) -> PeerGroup | None:
        """Return the group it is for; None for the network."""
        slug = self.cleaned_data.get("group") or self.only
        return next((group for group in self.groups if group.slug == slug), None)

    @property
    def values(self) -> dict[str, Any]:
        """Return the fields of the workshop."""
        names = ("title", "what", "place", "video_link", "places", "first_day", "begins_at", "minutes", "repeats")
        said = self.module if self.module and self.cleaned_data["says_module"] else None
        return {**{name: self.cleaned_data[name] for name in (*names, "last_day")}, "prepared_from": said}

    @property
    def skills(self) -> list[Skill]:
        """Return the skills chosen, once each."""
        chosen = {self.cleaned_data[name] for name in SKILLS} - {""}
        return list(Skill.objects.offered().filter(slug__in=chosen))


class ChangedWorkshopForm(WorkshopForm):
    """A workshop written again: its group and its leaders stay, and its first day may have passed."""

    leads = None  # type: ignore[assignment]
    shown = MarkField()

    def __init__(self, workshop: Workshop, data: Any = None) -> None:
        self.written_day = workshop.first_day
        super().__init__([], data, initial=as_shown.of_workshop(workshop), module=workshop.prepared_from)
        self.fields["shown"].initial = as_shown.mark_of_workshop(workshop)

    def clean_first_day(self) -> datetime.date:
        """Accept the day that was written."""
        day: datetime.date = self.cleaned_data["first_day"]
        return day if day == self.written_day else super().clean_first_day()


class MovedDateForm(HoursForm):
    """One date moved alone."""

    place = forms.CharField(
        label="Lieu ce jour-là", max_length=200, required=False, help_text="Vide : comme d’habitude."
    )
    word = forms.CharField(
        label="Un mot à ceux qui viennent", max_length=200, required=False, help_text="Sans nom de personne."
    )
    shown = MarkField()

    def __init__(self, date: WorkshopDate, data: Any = None) -> None:
        word = "" if date.is_cancelled else date.word  # why it was cancelled says nothing of the day it is moved to
        super().__init__(data, initial={**as_shown.of_date(date), "word": word})
        self.fields["shown"].initial = as_shown.mark_of_date(date)


class CancelForm(forms.Form):
    """One date cancelled alone."""

    word = forms.CharField(
        label="Un mot à ceux qui venaient", max_length=200, required=False, help_text="Sans nom de personne."
    )
    shown = MarkField()

    def __init__(self, date: WorkshopDate, data: Any = None) -> None:
        super().__init__(data, initial={"word": date.word if date.is_cancelled else ""})
        self.fields["shown"].initial = as_shown.mark_of_date(date)


class SetAsideForm(forms.Form):
    """Why a proposal is left aside: whoever proposed it reads it."""

    reason = forms.CharField(
        label="Pourquoi, en une phrase", max_length=300, help_text="La personne qui propose la lira."
    )


class CountForm(forms.Form):
    """How many came: a number."""

    came = forms.IntegerField(label="Nous étions", min_value=0, max_value=MOST_PLACES, help_text="Un nombre, sans nom.")
    shown = MarkField()

    def __init__(self, date: WorkshopDate, data: Any = None) -> None:
        super().__init__(data, initial={"came": date.came})
        self.fields["shown"].initial = date.written_numbers
