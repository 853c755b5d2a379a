"""Of « Demandes »: the workshops proposed to those who decide, and the ones that somebody is asked to lead."""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Exists, QuerySet
from django.urls import reverse

from accounts.awaited import Kind, Request
from accounts.models import Membership, User
from accounts.permissions import COORDINATION
from gatherings.models import Leader, Workshop, WorkshopQuerySet
from gatherings.permissions import leadings_of

NETWORK = "tout le réseau"


def _of_groups(user: User) -> WorkshopQuerySet:
    run = Membership.objects.running().filter(user=user).values("peer_group")
    return Workshop.objects.waiting().filter(peer_group__in=run)


def _of_network(user: User) -> WorkshopQuerySet:
    return Workshop.objects.waiting().of_network().filter(Exists(Group.objects.filter(user=user, name=COORDINATION)))


def _proposed(user: User) -> list[QuerySet[Any]]:
    return [_of_groups(user), _of_network(user)]


def _proposals(user: User, most: int) -> list[Request]:
    found = Workshop.objects.filter(pk__in=_of_groups(user).values("pk")) | Workshop.objects.filter(
        pk__in=_of_network(user).values("pk")
    )
    waiting = found.select_related("peer_group").order_by("proposed_on", "pk")[:most]
    return [
        Request(f"Un atelier est proposé : {_named(each)}", reverse("gatherings:workshop", args=[each.pk]))
        for each in waiting
    ]


def _asked(user: User) -> QuerySet[Leader]:
    return leadings_of(user).to_answer()


def _to_lead(user: User, most: int) -> list[Request]:
    asked = _asked(user).select_related("workshop__peer_group").order_by("pk")[:most]
    return [
        Request(
            f"{_asks(each)} : {_named(each.workshop)}",
            reverse("gatherings:lead", args=[each.workshop_id]),
            "Vous dites oui ou non, quand vous voulez.",
        )
        for each in asked
    ]


def _asks(asked: Leader) -> str:
    is_led = asked.accepted_at is not None and not asked.is_asked_again
    return "Vous animez cet atelier, et il a changé" if is_led else "On vous propose d’animer"


def _named(workshop: Workshop) -> str:
    return f"{workshop.title}, {workshop.peer_group or NETWORK}"


PROPOSED = Kind(90, "Ateliers proposés", "users", _proposed, _proposals)
TO_LEAD = Kind(25, "Animer un atelier", "users", lambda user: [_asked(user)], _to_lead)
KINDS = (PROPOSED, TO_LEAD)
