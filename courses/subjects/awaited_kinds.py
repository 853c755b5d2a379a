"""Of « Demandes »: somebody offers to sit in the committee of lessons, or waits for a second person."""

from django.contrib.auth.models import Group
from django.db.models import Exists, Q, QuerySet
from django.urls import reverse

from accounts.awaited import Kind, Request
from accounts.models import User
from accounts.permissions import COORDINATION
from content.practices.permissions import moderators
from courses.models import CommitteeSeat

SAID = "Au comité des leçons, une personne attend votre réponse"


def _waiting(user: User) -> list[QuerySet[CommitteeSeat]]:
    coordinates = Exists(Group.objects.filter(user=user, name=COORDINATION))
    others = CommitteeSeat.objects.open().filter(confirmed_at__isnull=True).exclude(user=user)
    offered = others.filter(coordinates, named_by__isnull=True)
    named = others.filter(named_by__isnull=False).exclude(named_by=user)
    moderates = Exists(moderators().order_by().filter(pk=user.pk))
    return [offered, named.filter(Q(coordinates) | Q(moderates))]


def _listed(user: User, most: int) -> list[Request]:
    return [Request(SAID, reverse("courses:seats"))]


SEATS = Kind(92, "Le comité des leçons", "users", _waiting, _listed)
KINDS = (SEATS,)
