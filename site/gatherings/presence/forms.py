"""The forms of those who count: two numbers, and a person to ask."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts import names
from accounts.models import Membership, User
from accounts.permissions import runs
from gatherings.models import WorkshopDate
from gatherings.models.workshop_date import MOST_CAME
from lib.alphabetical import Alphabetical
from lib.meanwhile import MarkField

UNKNOWN = "Ce nom ne désigne personne dans ce groupe. Vérifiez-le avec la personne."
TWO = "Plusieurs personnes du groupe portent ce nom. Une personne qui s’occupe du groupe peut choisir."
ASKED = "Cette personne le lira sur son accueil. Son nom ne va sur la liste que si elle dit oui."


class NumbersForm(forms.Form):
    """How many came, and how many guests beside them."""

    came = forms.IntegerField(label="Nous étions", min_value=0, max_value=MOST_CAME, help_text="Un nombre, sans nom.")
    guests = forms.IntegerField(
        label="Personnes invitées",
        min_value=0,
        max_value=MOST_CAME,
        required=False,
        help_text="En plus, sans nom. Vide : aucune.",
    )
    shown = MarkField()

    def __init__(self, date: WorkshopDate, data: Any = None) -> None:
        super().__init__(data, initial={"came": date.number, "guests": date.guests or None})
        self.fields["shown"].initial = date.written_numbers

    def clean_guests(self) -> int:
        """Return the number; nothing typed is none."""
        return self.cleaned_data["guests"] or 0


class _Picked(forms.ModelChoiceField):
    """A present member, by display name, with what tells apart two people whose names look alike."""

    def __init__(self, date: WorkshopDate, **kwargs: Any) -> None:
        super().__init__(_members(date), empty_label="Choisir une personne", **kwargs)
        group = date.workshop.peer_group
        self._called = names.told_apart(_members(date), [group] if group else [])

    def label_from_instance(self, user: User) -> str:
        """Return how to call the person."""
        return self._called.get(user.pk, str(user))


class PersonForm(forms.Form):
    """Somebody to ask: picked by those who run the group; typed by a member who leads, who may not read its list."""

    def __init__(self, user: User, date: WorkshopDate, data: Any = None, *, refused: str = "") -> None:
        super().__init__(data)
        self.date, self.refused = date, refused
        group = date.workshop.peer_group
        if group and runs(user, group):
            self.fields["person"] = _Picked(date, label="Qui était là ?", help_text=ASKED)
        else:
            self.fields["person"] = forms.CharField(label="Son nom affiché", max_length=60, help_text=ASKED)

    def clean_person(self) -> User:
        """Return the person; refuse a name that nobody bears in the group, or two people.

        Refused for another reason, nothing is looked for: the answer says nothing of the name.
        """
        if self.refused:
            raise forms.ValidationError(self.refused)
        said = self.cleaned_data["person"]
        if isinstance(said, User):
            return said
        called = [each for each in _members(self.date) if names.alike(str(each)) == names.alike(said)]
        if len(called) != 1:
            raise forms.ValidationError(TWO if called else UNKNOWN)
        return called[0]


def _members(date: WorkshopDate) -> QuerySet[User]:
    present = Membership.objects.current().filter(peer_group=date.workshop.peer_group_id)
    return User.objects.filter(pk__in=present.values("user"), is_active=True).order_by(
        Alphabetical("display_name"), "pk"
    )
