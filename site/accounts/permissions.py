"""Rights on accounts, cards, groups and mandates: the first line of each predicate says who has the right.

See docs/architecture.md#who-may-do-what. The `…_for` functions load a row and check a right on it at once.
"""

import datetime
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from accounts.models import GroupAct, Mandate, Membership, User
from accounts.models.belonging import MembershipQuerySet
from directory.models import Collective, PeerGroup, PeerGroupQuerySet
from lib.allauth_internals import get_authentication_records
from lib.http import View

COORDINATION = "Coordination"
HANDING_OVER = datetime.timedelta(days=30)  # who passes an office on still sees to it for a moment
_ACCESS = Q(content_type__app_label="wagtailadmin", codename="access_admin")
# The same rule as `has_admin_rights`, in one query for many people.
ADMIN_RIGHTS = (
    Q(is_superuser=True)
    | Q(groups__permissions__in=Permission.objects.filter(_ACCESS))
    | Q(user_permissions__in=Permission.objects.filter(_ACCESS))
)


def has_admin_rights(user: User) -> bool:
    """Editors, moderators, coordinators with the admin, superusers."""
    return user.has_perm("wagtailadmin.access_admin")


def ways_in(request: HttpRequest) -> set[str]:
    """Return how the person signed in to this session: `password`, `card`, `mfa`."""
    return {record["method"] for record in get_authentication_records(request, request.user)}


def may_enter_admin(request: HttpRequest) -> bool:
    """People with admin rights who gave their second factor in this session and did not sign in with a card.

    The session is read first: for everyone else the answer costs no query.
    """
    if not request.user.is_authenticated:
        return False
    methods = ways_in(request)
    return "mfa" in methods and "card" not in methods and has_admin_rights(request.user)


def may_hold_card(user: User) -> bool:
    """Anyone whose account is open, except people with admin rights: they sign in with two factors."""
    return user.is_active and not has_admin_rights(user)


def may_choose_code(user: User) -> bool:
    """Members who entered by password only and have no secret code yet: a card of theirs would open nothing."""
    return may_hold_card(user) and not user.secret_hash and user.has_usable_password()


def nobody() -> User:
    """Return the person of no account: a door asks about them what it asks about a person, and takes as long."""
    return User(pk=0)


def is_coordinator(user: User) -> bool:
    """Members of the network's team « Coordination »."""
    return user.groups.filter(name=COORDINATION).exists()


def coordination_only(view: View) -> View:
    """Serve a view to coordinators; for anyone else the address does not exist (404)."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (request.user.is_authenticated and is_coordinator(request.user)):
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


def has_power(user: User) -> bool:
    """Those whose acts touch other people: who runs a group, coordinators, pair-advocates."""
    return (
        is_coordinator(user)
        or Membership.objects.running().filter(user=user).exists()
        or Membership.objects.advocating().filter(user=user).exists()
    )


def appointed_memberships(group: PeerGroup) -> list[Membership]:
    """Return the memberships of the people named to run a group today, whether or not they accepted already."""
    return list(Membership.objects.appointed().filter(peer_group=group).select_related("user"))


def groups_run_by(user: User) -> PeerGroupQuerySet:
    """Return the groups `user` runs today: the same rule as `runs`, in one query for all groups."""
    return PeerGroup.objects.filter(pk__in=Membership.objects.running().filter(user=user).values("peer_group"))


def groups_facilitated_by(user: User) -> PeerGroupQuerySet:
    """Return the groups that `user` facilitates today, once they accepted with their own code."""
    employed = Membership.objects.running().filter(user=user, role=Membership.Role.FACILITATOR)
    return PeerGroup.objects.filter(pk__in=employed.values("peer_group"))


def groups_of_board(user: User) -> PeerGroupQuerySet:
    """Return the groups on whose board `user` sits today, once they accepted with their own code."""
    offices = Mandate.objects.in_force().filter(membership__user=user)
    return PeerGroup.objects.filter(pk__in=offices.values("membership__peer_group"))


def runs(user: User, group: PeerGroup) -> bool:
    """Current facilitators of the group, and its board members in mandate, once they accepted with their own code."""
    return Membership.objects.running().filter(user=user, peer_group=group).exists()


def can_help_with_code(user: User, membership: Membership) -> bool:
    """Those who run the group, for its other present members; never for a person with admin rights.

    One helper alone opens nothing: see accounts.secret_code.reset_by_two.
    """
    return membership.user != user and runs(user, membership.peer_group) and may_hold_card(membership.user)


MANDATE_ACTS = (GroupAct.Kind.MANDATE_RECORDED, GroupAct.Kind.MANDATE_ENDED)


def can_open_first_account(user: User, group: PeerGroup) -> bool:
    """A coordinator, while nobody is named to run the group; not the one who noted its mandates, or their end.

    One person would end the board, open an account, confirm it, print its card, and read who belongs to the group.
    """
    return is_coordinator(user) and not appointed_memberships(group) and not has_noted_mandates(user, group)


def has_noted_mandates(user: User, group: PeerGroup) -> bool:
    """Return whether `user` noted, corrected or ended mandates of the group, as far back as its journal goes."""
    return GroupAct.objects.filter(peer_group=group, actor=user, kind__in=MANDATE_ACTS).exists()


def can_open_account(user: User, group: PeerGroup) -> bool:
    """Those who run the group; a coordinator for its first facilitator or board member."""
    return runs(user, group) or can_open_first_account(user, group)


def printable(user: User, group: PeerGroup) -> MembershipQuerySet:
    """Return the memberships whose card `user` may print.

    Those who run the group may, for its present members; a coordinator, for the only person named to run it, once that
    person has entered, or before when they gave the place: the first card opens the account, and another coordinator
    would enter it, then confirm its place. In a group that had others, another one confirms the place first. Nobody may
    for a person with admin rights. A new card keeps the old secret code, so that printing opens no account.
    """
    present = Membership.objects.current().filter(peer_group=group, user__is_active=True)
    present = present.exclude(user__in=User.objects.filter(ADMIN_RIGHTS))
    if runs(user, group):
        return present
    alone = appointed_memberships(group)
    if len(alone) == 1 and is_coordinator(user) and (alone[0].user.has_entered or gave_place(user, alone[0])):
        return present.none() if awaits_another_coordinator(alone[0]) else present.filter(pk=alone[0].pk)
    return present.none()


def awaits_another_coordinator(membership: Membership) -> bool:
    """Return whether an account that nobody entered waits, in a group of others, until its place is confirmed.

    Its first card opens it, and belonging alone shows the names of others: one coordinator would open, print and enter.
    """
    confirmed = membership.role_confirmed_at or membership.mandates.filter(confirmed_at__isnull=False).exists()
    if membership.user.has_entered or confirmed:
        return False
    return Membership.objects.filter(peer_group=membership.peer_group_id).exclude(user=membership.user_id).exists()


def gave_place(user: User, membership: Membership) -> bool:
    """Return whether `user` gave the place, or a mandate, that this person holds in the group, or nobody left did."""
    givers = {membership.role_given_by_id, *membership.mandates.values_list("recorded_by", flat=True)}
    named = [giver for giver in givers if giver is not None]
    return user.pk in named or not User.objects.filter(pk__in=named, groups__name=COORDINATION).exists()


def can_print_card(user: User, membership: Membership) -> bool:
    """The people whom `printable` describes."""
    return printable(user, membership.peer_group).filter(pk=membership.pk).exists()


def can_see_group(user: User, group: PeerGroup) -> bool:
    """Those who run the group; a coordinator while at most one person is named to run it."""
    return runs(user, group) or (is_coordinator(user) and len(appointed_memberships(group)) <= 1)


def can_enter_group(user: User, group: PeerGroup) -> bool:
    """Those who run the group; a coordinator, who sees only what they may do there."""
    return runs(user, group) or is_coordinator(user)


def in_mandate(user: User, group: PeerGroup) -> bool:
    """Board members of the group, inside a mandate that they accepted."""
    return Mandate.objects.in_force().filter(membership__user=user, membership__peer_group=group).exists()


def can_record_mandate(user: User, group: PeerGroup) -> bool:
    """Board members of the group inside their mandate; a coordinator."""
    return in_mandate(user, group) or is_coordinator(user)


def can_read_acts(user: User, group: PeerGroup) -> bool:
    """Every member of the group today, employees included."""
    return Membership.objects.current().filter(user=user, peer_group=group).exists()


def can_name_facilitator(user: User, group: PeerGroup) -> bool:
    """Board members of the group inside their mandate: the association is the employer."""
    return in_mandate(user, group)


def can_note_departure(user: User, membership: Membership) -> bool:
    """Those who run the group, for its other members; of those who run it, oneself and the board inside its mandate.

    An employee does not end the mandate of somebody elected, nor the work of a colleague.
    """
    group = membership.peer_group
    if not runs(user, group):
        return False
    has_place = Membership.objects.appointed().filter(pk=membership.pk).exists() or (
        membership.mandates.standing().exists()
    )
    return not has_place or membership.user_id == user.pk or in_mandate(user, group)


def can_call_off_departure(user: User, membership: Membership) -> bool:
    """Those who may note it, never oneself: whoever is sent away does not stay by their own press."""
    return membership.user_id != user.pk and can_note_departure(user, membership)


def keeps_collective(user: User, collective: Collective) -> bool:
    """The referents of the collective."""
    return collective.referents.filter(user=user).exists()


def group_for(user: User, slug: str, may: Callable[[User, PeerGroup], bool]) -> PeerGroup:
    """Return the group, for those `may` allows. Raise Http404 for anyone else."""
    group = get_object_or_404(PeerGroup, slug=slug)
    if not may(user, group):
        raise Http404
    return group


def membership_for(user: User, slug: str, pk: int, may: Callable[[User, Membership], bool]) -> Membership:
    """Return a present membership of a group, for those `may` allows. Raise Http404 for anyone else."""
    memberships = Membership.objects.current().select_related("user", "peer_group")
    membership = get_object_or_404(memberships, pk=pk, peer_group__slug=slug)
    if not may(user, membership):
        raise Http404
    return membership


def member_for(user: User, slug: str, pk: int) -> Membership:
    """Return a present membership of a group, for those who run it. Raise Http404 for anyone else."""
    group = group_for(user, slug, runs)
    present = Membership.objects.current().filter(peer_group=group).select_related("user", "peer_group")
    return get_object_or_404(present, pk=pk)


def mandate_for(user: User, slug: str, pk: int) -> Mandate:
    """Return a mandate of a group, for those who may record mandates there; one that is over, for those who run it.

    Raise Http404 for anyone else.
    """
    group = group_for(user, slug, can_record_mandate)
    mandates = Mandate.objects.of_group(group).select_related("membership__peer_group")
    if not runs(user, group):
        mandates = mandates.standing()
    return get_object_or_404(mandates, pk=pk)


def collective_for(user: User, slug: str) -> Collective:
    """Return the collective, for its referents. Raise Http404 for anyone else."""
    collective = get_object_or_404(Collective, slug=slug)
    if not keeps_collective(user, collective):
        raise Http404
    return collective
