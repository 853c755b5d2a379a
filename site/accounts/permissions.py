"""Who may do what with accounts and cards. Each predicate's first line says who."""

from django.db.models import Q

from accounts.models import Mandate, Membership, User
from directory.models import PeerGroup

COORDINATION = "Coordination"


def has_admin_rights(user: User) -> bool:
    """Editors, moderators, coordinators with the admin, superusers."""
    return user.has_perm("wagtailadmin.access_admin")


def may_hold_card(user: User) -> bool:
    """Anyone whose account is open, but not a person with admin rights: they sign in with two factors."""
    return user.is_active and not has_admin_rights(user)


def is_coordinator(user: User) -> bool:
    """People of the network's team named « Coordination »."""
    return user.groups.filter(name=COORDINATION).exists()


def managing_memberships(group: PeerGroup) -> list[Membership]:
    """Memberships of the people who run a group today: its facilitators, its board in mandate."""
    in_mandate = Mandate.objects.current().filter(membership__peer_group=group).values("membership")
    return list(
        Membership.objects.current()
        .filter(Q(role=Membership.Role.FACILITATOR) | Q(pk__in=in_mandate), peer_group=group)
        .select_related("user")
    )


def runs(user: User, group: PeerGroup) -> bool:
    """Current facilitators of the group, and its board members in mandate."""
    memberships = Membership.objects.current().filter(user=user, peer_group=group)
    return (
        memberships.filter(role=Membership.Role.FACILITATOR).exists()
        or Mandate.objects.current().filter(membership__in=memberships).exists()
    )


def can_open_first_account(user: User, group: PeerGroup) -> bool:
    """A coordinator, while nobody runs the group."""
    return is_coordinator(user) and not managing_memberships(group)


def can_open_account(user: User, group: PeerGroup) -> bool:
    """Those who run the group; a coordinator for its first facilitator or board member."""
    return runs(user, group) or can_open_first_account(user, group)


def can_print_card(user: User, membership: Membership) -> bool:
    """Those who run the group, for its present members; a coordinator for the only person who runs it.

    Never for a person with admin rights. A new card keeps the old secret code: printing opens no account.
    """
    if not may_hold_card(membership.user) or not Membership.objects.current().filter(pk=membership.pk).exists():
        return False
    if runs(user, membership.peer_group):
        return True
    return is_coordinator(user) and managing_memberships(membership.peer_group) == [membership]


def can_see_group(user: User, group: PeerGroup) -> bool:
    """Those who run the group; a coordinator while at most one person runs it."""
    return runs(user, group) or (is_coordinator(user) and len(managing_memberships(group)) <= 1)
