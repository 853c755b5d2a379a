"""The answers about a place: accept it or later, confirm one of those listed."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.places.given import GivenPlace

GONE = "Cette place n’est plus dans la liste : quelqu’un l’a changée pendant ce temps."


class AcceptForm(forms.Form):
    """« J’accepte », or « Plus tard »."""

    YES, LATER = "oui", "plus-tard"
    answer = forms.ChoiceField(choices=[(YES, "J’accepte"), (LATER, "Plus tard")])


class ConfirmForm(forms.Form):
    """The button of one of the places listed: its kind and its key."""

    place: GivenPlace

    def __init__(self, *args: Any, places: Sequence[GivenPlace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = {f"{place.kind}-{place.pk}": place for place in places}
        self.fields["which"] = forms.CharField(max_length=40, error_messages={"required": GONE, "max_length": GONE})

    def clean_which(self) -> str:
        """Find the place. Raise ValidationError when it is no longer listed."""
        which = self.cleaned_data["which"]
        if which not in self._places:
            raise forms.ValidationError(GONE)
        self.place = self._places[which]
        return which
