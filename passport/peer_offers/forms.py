"""Saying « Je t’ai vu faire », at a distance or in presence."""

from typing import Any, cast

from django import forms

from accounts.groups.forms import JoinForm, words_field
from accounts.models import User
from lib.form_fields import PickOne
from passport.confirmations.forms import OneSentence
from passport.models import Confirmation, Face


class OfferForm(forms.Form):
    """What somebody saw a person do, in one sentence."""

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
    )


class PeerOfferForm(OfferForm):
    """The same, and to whom one says it."""

    person = PickOne(label="À qui le dites-vous ?")
    field_order = ("person", "face", "sentence")

    def __init__(self, *args: Any, peers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.peers = {str(peer.pk): peer for peer in peers}
        cast("PickOne", self.fields["person"]).choices = [(pk, peer.display_name) for pk, peer in self.peers.items()]

    def clean_person(self) -> User:
        """The peer who was chosen."""
        return self.peers[self.cleaned_data["person"]]


class OfferWordsForm(JoinForm):
    """The words somebody shows so that one offers them a skill."""

    words = words_field("Les quatre mots que la personne vous montre")
