"""The forms of « Je t’ai vu faire », at a distance and in presence."""

from typing import Any, cast

from django import forms

from accounts import names
from accounts.groups.forms import JoinForm, words_field
from accounts.models import User
from lib.form_fields import PickOne
from passport.confirmations.forms import OneSentence
from passport.models import Confirmation, Face


class OfferForm(forms.Form):
    """The offer made in presence: one sentence about what the peer saw the member do."""

    face = PickOne(
        label="Qu’avez-vous vu ?",
        choices=[
            (Face.GAINED, "Cette personne sait le faire"),
            (Face.SHARED, "Cette personne l’a montré à d’autres"),
        ],
    )
    sentence = OneSentence(
        label="En une phrase",
        help_text="Ce que vous avez vu, sans parler de santé.",
        max_length=Confirmation._meta.get_field("sentence").max_length,
        error_messages={"required": "Écrivez une phrase, même courte."},
    )


class PeerOfferForm(OfferForm):
    """The offer made at a distance: to whom, and what the peer saw."""

    person = PickOne(label="À qui le dites-vous ?")
    field_order = ("person", "face", "sentence")

    def __init__(self, *args: Any, peers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.peers = {str(peer.pk): peer for peer in peers}
        cast("PickOne", self.fields["person"]).choices = list(names.told_apart(peers).items())

    def clean_person(self) -> User:
        """Return the chosen peer."""
        return self.peers[self.cleaned_data["person"]]


class OfferWordsForm(JoinForm):
    """The four words a member shows so that a peer offers them a skill."""

    words = words_field("Les quatre mots que la personne vous montre")
