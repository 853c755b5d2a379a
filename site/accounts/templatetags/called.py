"""How a page calls a person of a group, so that two whose names look alike are not taken for each other."""

from django import template

from accounts import names
from accounts.known_names import KnownNames
from accounts.models import Membership, User
from directory.models import PeerGroup

register = template.Library()


@register.filter
def called(membership: Membership) -> str:
    """Return the name, for those who run the group; with what tells it apart when another present member bears it."""
    return names.in_group(membership.user, membership.peer_group)


@register.filter
def named(user: User | None, known: KnownNames) -> str:
    """Return the name of a person for the group where `known` was read; who left it is unnamed."""
    return known.name(user)


@register.filter
def of_named(user: User | None, known: KnownNames) -> str:
    """Return « de Lou », or « d’une personne… » for who left the group."""
    return known.of_name(user)


@register.filter
def doer(user: User | None, known: KnownNames) -> str:
    """Return the name of who did something in the group, coordinators included; who left it is unnamed."""
    return known.doer(user)


@register.filter
def known_in(user: User | None, group: PeerGroup) -> str:
    """Return the name of a person for one group, where a page names one or two: a query each time."""
    return KnownNames.of(group).name(user)
