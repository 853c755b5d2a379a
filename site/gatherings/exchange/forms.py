"""The forms of the exchange: a wish, a moment proposed to a pair, somebody named, a yes or a no."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from accounts import names
from accounts.models import Membership
from content.practices import privacy_hints
from directory.clocks import clock_of, moment_of
from directory.models import PeerGroup
from gatherings.exchange.pairs import Pair
from gatherings.models import Side
from lib.days import earliest_today
from lib.form_fields import Day, PickOne
from lib.hours import Hour
from passport.models import Skill

FARTHEST = datetime.timedelta(days=60)
PASSED = "Ce moment est passé. Choisissez un moment à venir."
TOO_FAR = "Ce jour est trop loin. Choisissez un jour des deux mois qui viennent."
NAMES_ONE = "Ce lieu contient un nom d’une des deux personnes, ou un mot de ce nom. Dites le lieu autrement."
CHOOSE_SKILL = "Choisissez une compétence de la liste."
CHOOSE_PERSON = "Choisissez une personne de la liste."


class WishForm(forms.Form):
    """One wish."""

    use_required_attribute = False  # Chromium calls an empty list invalid before anybody answered
    side = PickOne(label="Que voulez-vous dire ?", choices=Side.choices)
    skill = forms.ChoiceField(
        label="Quelle compétence ?", error_messages={"required": CHOOSE_SKILL, "invalid_choice": CHOOSE_SKILL}
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["skill"].choices = [("", "–"), *Skill.objects.offered().by_family()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Skill | None:
        """Return the skill chosen; None when it was withdrawn at that instant."""
        return Skill.objects.offered().filter(slug=self.cleaned_data["skill"]).first()


class MomentForm(forms.Form):
    """A day, an hour and a place, proposed to a pair. `remarks` are the hints to show once before it is sent.

    The two read the place before either knows of the other. The names of those two are refused: who writes has just
    read them. Of other members none is looked for, since a refusal would tell who is in the group.
    """

    day = Day(label="Quel jour ?")
    hour = Hour(label="À quelle heure ?", help_text="Par exemple : 14 h 30.")
    place = forms.CharField(label="Où ?", max_length=200, help_text="Un lieu du groupe. Sans nom de personne.")

    def __init__(self, group: PeerGroup, pair: Pair | None, data: Any = None) -> None:
        super().__init__(data)
        self.group, self.pair, self.remarks = group, pair, list[str]()

    def clean_place(self) -> str:
        """Refuse a place that says the name of one of the two: it would tell the other who it is."""
        place: str = self.cleaned_data["place"]
        two = (self.pair.shower.user, self.pair.learner.user) if self.pair else ()
        if any(names.is_said_in(place, each) for each in two):
            raise forms.ValidationError(NAMES_ONE)
        return place

    def is_hinted(self, already_said: Sequence[str]) -> bool:
        """Look for what names or reaches somebody; return whether some of it was not said yet."""
        self.remarks = privacy_hints.people(self.cleaned_data["place"])
        return bool(set(self.remarks) - set(already_said))

    def clean_day(self) -> datetime.date:
        """Refuse a day that is over, or farther than two months."""
        day: datetime.date = self.cleaned_data["day"]
        if day < earliest_today():
            raise forms.ValidationError(PASSED)
        if day > earliest_today() + FARTHEST:
            raise forms.ValidationError(TOO_FAR)
        return day

    def clean(self) -> dict[str, Any]:
        """Give `starts_at`, on the clock of the group; refuse beside the hour what is not to come."""
        super().clean()
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if day and hour is not None:
            starts_at = moment_of(day, hour, clock_of(self.group.department_code))
            if starts_at <= timezone.now():
                self.add_error("hour", PASSED)
            self.cleaned_data["starts_at"] = starts_at
        return self.cleaned_data


class NamingForm(forms.Form):
    """Somebody of the group who would put people in touch."""

    use_required_attribute = False
    membership = forms.TypedChoiceField(
        label="Qui pourrait mettre en relation ?",
        coerce=int,
        help_text="Cette personne dit oui ou non avec son code. Une seconde personne confirme.",
        error_messages={"required": CHOOSE_PERSON, "invalid_choice": CHOOSE_PERSON},
    )

    def __init__(self, group: PeerGroup, people: Sequence[Membership], data: Any = None) -> None:
        super().__init__(data)
        self.people = {each.pk: each for each in people}
        called = names.told_apart([each.user for each in people], [group])
        choices = [(each.pk, called[each.user_id]) for each in people]
        self.fields["membership"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]

    @property
    def person(self) -> Membership:
        """Return the place of the person chosen."""
        return self.people[self.cleaned_data["membership"]]
