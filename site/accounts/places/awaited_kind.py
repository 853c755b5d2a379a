"""Of « Demandes », the places that the member has not accepted yet; those that wait for the coordination are told."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.awaited import Kind, Request
from accounts.mandates import second_hand
from accounts.models import User
from accounts.places import given

CONFIRMED = "Vous dites oui avec votre code, quand vous voulez."
IN_PRESENCE = "Vous dites oui avec votre code, devant une personne du bureau."
COORDINATION_FIRST = "Une personne de la coordination confirme d’abord. Vous n’avez rien à faire."


def _waiting(user: User) -> list[QuerySet[Any]]:
    mandates, roles = given.queries_waiting_for(user)
    return [mandates.exclude(second_hand.MANDATES), roles.exclude(second_hand.ROLES)]


def _places(user: User, most: int) -> list[Request]:
    open_now = [place for place in given.waiting_for(user) if not given.needs_coordinator(place)]
    return [_place(place) for place in open_now[:most]]


def _announced(user: User) -> list[str]:
    held_up = [place for place in given.waiting_for(user) if given.needs_coordinator(place)]
    return [f"{_words(place)}. {COORDINATION_FIRST}" for place in held_up]


def _words(place: given.GivenPlace) -> str:
    return f"Une place vous est proposée : {place.label}, {place.membership.peer_group.name}"


def _place(place: given.GivenPlace) -> Request:
    if place.confirmed_at:
        return Request(_words(place), reverse("accounts:my_places"), CONFIRMED)
    return Request(_words(place), reverse("accounts:home"), IN_PRESENCE)


PLACES = Kind(20, "Vos places dans un groupe", "user", _waiting, _places, _announced)
