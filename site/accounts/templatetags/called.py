"""How a page calls a person of a group, so that two whose names look alike are not taken for each other."""

from django import template

from accounts import names
from accounts.models import Membership

register = template.Library()


@register.filter
def called(membership: Membership) -> str:
    """Return the name, for those who run the group; with what tells it apart when another present member bears it."""
    return names.in_group(membership.user, membership.peer_group)
