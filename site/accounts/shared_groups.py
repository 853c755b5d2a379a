"""Whose name a person reads outside any page of a group: of those they are with today, the present one; of the others,
the one they read that day, or none.
"""

from django.db.models import Exists, OuterRef

from accounts.models import Membership, User

ELSEWHERE = "une personne qui n’est pas de vos groupes aujourd’hui"


def together_with(user: User) -> frozenset[int]:
    """Return the primary keys of those who are today in a group with this person, theirs included; one query."""
    groups = Membership.objects.current().filter(user=user).values("peer_group")
    return frozenset(Membership.objects.current().filter(peer_group__in=groups).values_list("user_id", flat=True))


def are_together(one: str, other: str) -> Exists:
    """Return the expression that says whether two people, given by the fields of a row, are in one group today."""
    theirs = Membership.objects.current().filter(user=OuterRef(OuterRef(other))).values("peer_group")
    return Exists(Membership.objects.current().filter(user=OuterRef(one), peer_group__in=theirs))


def as_known(user: User, reader: int, name_then: str, *, together: bool | None = None) -> str:
    """Return the name of a person for a `reader` (a primary key) who read it one day: the present one while they are in
    one group, else the one they bore then. One query, unless they bear it still or `together` says it.
    """
    if str(user) == name_then:
        return name_then
    if together is None:
        together = user.pk in together_with(User(pk=reader))
    return str(user) if together else name_then
