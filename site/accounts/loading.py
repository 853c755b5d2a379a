"""Loading and authorizing in one step: a stranger gets 404, as if nothing were there."""

from collections.abc import Callable

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts import permissions
from accounts.models import Mandate, Membership, User
from directory.models import Collective, PeerGroup


def group_for(user: User, slug: str, may: Callable[[User, PeerGroup], bool]) -> PeerGroup:
    """The group, for those `may` says. Raises Http404 for anyone else."""
    group = get_object_or_404(PeerGroup, slug=slug)
    if not may(user, group):
        raise Http404
    return group


def member_for(user: User, slug: str, pk: int) -> Membership:
    """A present membership of a group, for those who run it. Raises Http404 for anyone else."""
    group = group_for(user, slug, permissions.runs)
    present = Membership.objects.current().filter(peer_group=group).select_related("user", "peer_group")
    return get_object_or_404(present, pk=pk)


def mandate_for(user: User, slug: str, pk: int) -> Mandate:
    """A mandate of a group, for those who may note mandates there; one that is over, for its own people only.

    Raises Http404 for anyone else.
    """
    group = group_for(user, slug, permissions.can_record_mandate)
    mandates = Mandate.objects.of_group(group).select_related("membership__peer_group")
    if not permissions.runs(user, group):
        mandates = mandates.standing()
    return get_object_or_404(mandates, pk=pk)


def collective_for(user: User, slug: str) -> Collective:
    """The collective, for those who answer for it. Raises Http404 for anyone else."""
    collective = get_object_or_404(Collective, slug=slug)
    if not permissions.keeps_collective(user, collective):
        raise Http404
    return collective
