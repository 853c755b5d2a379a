"""Of « Demandes »: a moment proposed to a person, a place among those who put people in touch, one to confirm."""

from django.urls import reverse

from accounts.awaited import Kind, Request
from accounts.models import User
from gatherings.exchange import meeting_words
from gatherings.models import Mediator, Meeting


def _moments(user: User, most: int) -> list[Request]:
    found = meeting_words.whole(Meeting.objects.to_answer(user)).order_by("answer_until", "pk")[:most]
    read = (meeting_words.read(each, user) for each in found)
    return [
        Request(
            f"{each.title}, {each.meeting.peer_group}",
            reverse("gatherings:meeting", args=[each.meeting.pk]),
            "Vous dites oui ou non. Personne ne lit un non.",
        )
        for each in read
        if each
    ]


def _to_accept(user: User, most: int) -> list[Request]:
    found = Mediator.objects.to_accept(user).select_related("membership__peer_group").order_by("named_on", "pk")
    return [
        Request(
            f"On vous propose de mettre en relation, {each.membership.peer_group}",
            reverse("group_life:mediating", args=[each.membership.peer_group.slug]),
            "Vous dites oui ou non, avec votre code.",
        )
        for each in found[:most]
    ]


def _to_confirm(user: User, most: int) -> list[Request]:
    found = Mediator.objects.to_confirm(user).select_related("membership__peer_group").order_by("named_on", "pk")
    return [
        Request(
            f"Une personne est à confirmer pour mettre en relation, {each.membership.peer_group}",
            reverse("group_life:mediators", args=[each.membership.peer_group.slug]),
        )
        for each in found[:most]
    ]


MOMENTS = Kind(26, "Montrer, apprendre", "users", lambda user: [Meeting.objects.to_answer(user)], _moments)
TO_ACCEPT = Kind(27, "Mettre en relation", "users", lambda user: [Mediator.objects.to_accept(user)], _to_accept)
TO_CONFIRM = Kind(
    91, "Mise en relation à confirmer", "users", lambda user: [Mediator.objects.to_confirm(user)], _to_confirm
)
KINDS = (MOMENTS, TO_ACCEPT, TO_CONFIRM)
