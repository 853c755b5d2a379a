"""The answers about a place: accept it or later, confirm one of those listed."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.models import User
from accounts.places import proof
from accounts.places.given import GivenPlace, seen_of
from accounts.sign_in.reauthentication_forms import ProofForm

GONE = "Cette place n’est plus dans la liste : quelqu’un l’a changée pendant ce temps."
CHANGED = "Quelqu’un a changé cette place pendant ce temps. Rien n’est confirmé : relisez-la, puis confirmez."
ANEW = "Quelqu’un a changé cette place pendant ce temps. Rien n’est accepté : relisez-la, puis répondez."

WRONG = "Ce n’est pas le bon code. Prenez votre temps. Ces essais ne mettent pas votre carte en pause."
TOO_MANY = "Il y a eu plusieurs essais ici. Faisons une pause : reprenez plus tard, ensemble."


class HolderProofForm(ProofForm):
    """The proof that the holder of `place` gives on the device of `giver`, who pays for the wrong ones.

    `seen` is the fingerprint of the place that the page showed: another one spends no guess.
    """

    def __init__(self, *args: Any, giver: User, place: GivenPlace, **kwargs: Any) -> None:
        super().__init__(*args, user=place.membership.user, **kwargs)
        self.giver, self.place = giver, place

    def clean(self) -> dict[str, Any]:
        """Refuse a place that the page did not show."""
        if self.data.get("seen") != self.place.seen:
            self.add_error(None, ANEW)
        return super().clean()

    def proved_by(self, given: str) -> str:
        """Return how `given` proves who the holder is, or "" with the reason beside the field."""
        if not proof.may_guess(self.giver, self.user):
            self.add_error("proof", TOO_MANY)
            return ""
        found = proof.proved_by(self.user, given)
        if not found:
            self.add_error("proof", WRONG)
        return found


class AcceptForm(forms.Form):
    """« J’accepte », or « Plus tard ». `seen` is the fingerprint of the places that the page showed."""

    YES, LATER = "oui", "plus-tard"
    answer = forms.ChoiceField(choices=[(YES, "J’accepte"), (LATER, "Plus tard")])
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: Sequence[GivenPlace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places

    def clean(self) -> dict[str, Any]:
        """Refuse « J’accepte » for other places than those that the page showed."""
        super().clean()
        if self.cleaned_data.get("answer") == self.YES and self.cleaned_data.get("seen") != seen_of(self.places):
            self.add_error(None, ANEW)
        return self.cleaned_data


class ConfirmForm(forms.Form):
    """The button of one of the places listed: its kind and its key. `seen` is the fingerprint of what was read."""

    place: GivenPlace

    def __init__(self, *args: Any, places: Sequence[GivenPlace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = {f"{place.kind}-{place.pk}": place for place in places}
        errors, hidden = {"required": GONE, "max_length": GONE}, forms.HiddenInput
        self.fields["which"] = forms.CharField(max_length=40, error_messages=errors, widget=hidden)
        self.fields["seen"] = forms.CharField(required=False, max_length=64, widget=hidden)

    def clean_which(self) -> str:
        """Find the place. Raise ValidationError when it is no longer listed."""
        which = self.cleaned_data["which"]
        if which not in self._places:
            raise forms.ValidationError(GONE)
        self.place = self._places[which]
        return which

    def clean(self) -> dict[str, Any]:
        """Refuse a place that the page did not show as it is now."""
        super().clean()
        if "which" in self.cleaned_data and self.cleaned_data.get("seen") != self.place.seen:
            self.add_error(None, CHANGED)
        return self.cleaned_data
