"""The form of a membership: peer advocate, facilitator."""

from typing import Any, cast

from django import forms
from django.utils import timezone

from accounts.groups.planned_places import NO_PLACE
from accounts.mandates import continuity
from accounts.mandates.forms import WarnedForm
from accounts.mandates.rules import NEVER_ENTERED
from accounts.models import Membership, User
from accounts.models.planned_place import PlannedPlace as Planned
from lib.concurrent_edit import MergingMixin
from lib.form_fields import Radios

FACILITATOR = Membership.Role.FACILITATOR


class MembershipForm(MergingMixin, WarnedForm, forms.ModelForm):
    """What a member does in the group; the role only for those who may name a facilitator."""

    class Meta:
        model = Membership
        fields = ("is_peer_advocate", "role", "place_planned")
        labels = {"is_peer_advocate": "Pair-advocate du groupe", "role": "Place dans le groupe"}
        labels["place_planned"] = "Place à proposer, notée à l’ouverture du compte"
        help_texts = {
            "is_peer_advocate": "Une personne formée pour écouter ses pairs et les aider à trouver le bon relais. "
            "La coordination du réseau confirme ensuite.",
            "role": "La personne qui anime est salariée de l’association. Elle peut ouvrir des comptes et imprimer des "
            "cartes, après avoir accepté avec son code.",
            "place_planned": "Une note, qui ne donne rien. Choisissez «\u00a0Aucune\u00a0» pour l’enlever.",
        }
        widgets = {"role": Radios}

    def __init__(self, *args: Any, may_name_facilitator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_facilitator = self.instance.role == FACILITATOR
        self.was_advocate = self.instance.is_peer_advocate
        if not may_name_facilitator:
            del self.fields["role"]
        if self.instance.place_planned:
            cast("forms.ChoiceField", self.fields["place_planned"]).choices = [NO_PLACE, *Planned.choices]
        else:
            del self.fields["place_planned"]

    def clean_role(self) -> str:
        """Return the role. Raise ValidationError for a board member: an employee holds no office."""
        role = self.cleaned_data["role"]
        if role == FACILITATOR and self.instance.mandates.standing().exists():
            raise forms.ValidationError("Cette personne tient un mandat. Notez d’abord la fin de son mandat.")
        return role

    def clean(self) -> dict[str, Any]:
        """Refuse to name or propose who never entered; warn when the group would have too few keyholders afterwards."""
        self.merge()
        super().clean()
        named = self.cleaned_data.get("role") == FACILITATOR and not self.was_facilitator
        if named and not self.instance.user.has_entered:
            self.add_error("role", NEVER_ENTERED)
        proposed = self.cleaned_data.get("is_peer_advocate") and not self.was_advocate
        if proposed and not self.instance.user.has_entered:
            self.add_error("is_peer_advocate", NEVER_ENTERED)
        if not self.errors and self.was_facilitator and self.cleaned_data.get("role") == Membership.Role.MEMBER:
            lack = continuity.lack_without_role(self.instance)
            if lack:
                self.warn(f"{lack.label} {continuity.ADVICE}")
        return self.cleaned_data

    def give(self, by: User) -> list[str]:
        """Note who gave the places that changed; return the names of all fields to save.

        A facilitator then accepts with their own code, and the coordination confirms a pair-advocate.
        """
        given: dict[str, Any] = {}
        if "role" in self.changed():
            named = self.instance.role == FACILITATOR
            given |= {"role_given_by": by if named else None, "role_given_on": timezone.localdate() if named else None}
            given |= dict.fromkeys(("role_accepted_at", "role_confirmed_by", "role_confirmed_at"))
            given |= {"place_planned": ""} if named else {}
        if "is_peer_advocate" in self.changed():
            given["advocate_given_by"] = by if self.instance.is_peer_advocate else None
            given |= dict.fromkeys(("advocate_confirmed_by", "advocate_confirmed_at"))
        for name, value in given.items():
            setattr(self.instance, name, value)
        return [*self.changed(), *given]

    def changes(self) -> list[str]:
        """Return what changed, in the words of the group's journal."""
        said = {
            "is_peer_advocate": "proposé comme pair-advocate"
            if self.instance.is_peer_advocate
            else "n’est plus pair-advocate",
            "role": "anime le groupe" if self.instance.role == FACILITATOR else "n’anime plus le groupe",
        }
        return [said[name] for name in self.changed() if name in said]
