"""Of « Demandes », the places that the member has not accepted yet."""

from django.urls import reverse

from accounts.awaited import Kind, Request
from accounts.models import User
from accounts.places import given

CONFIRMED = "Vous dites oui avec votre code, quand vous voulez."
IN_PRESENCE = "Vous dites oui avec votre code, devant une personne du bureau."


def _places(user: User, most: int) -> list[Request]:
    return [_place(place) for place in given.waiting_for(user)[:most]]


def _place(place: given.GivenPlace) -> Request:
    words = f"Une place vous est proposée : {place.label}, {place.membership.peer_group.name}"
    if place.confirmed_at:
        return Request(words, reverse("accounts:my_places"), CONFIRMED)
    return Request(words, reverse("accounts:home"), IN_PRESENCE)


PLACES = Kind(20, "Vos places dans un groupe", "user", given.queries_waiting_for, _places)
