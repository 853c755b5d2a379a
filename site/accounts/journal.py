"""The journal of a group: what those who run it did for it, readable by its members for 24 months."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import GroupAct, HandOverTick, Mandate, Membership, User
from directory.models import PeerGroup
from lib.days import months_before

MONTHS_KEPT = 24


def record(group: PeerGroup, kind: str, actor: User, subject: User | None = None, detail: str = "") -> GroupAct:
    """Write down one act (`GroupAct.Kind`). Call it in the transaction of the act itself.

    Every member of the group reads `detail`: an office, a day; never a name, never what somebody learns.
    """
    return GroupAct.objects.create(peer_group=group, kind=kind, actor=actor, subject=subject, detail=detail)


def record_each(group: PeerGroup, kind: str, actor: User, subjects: Iterable[User], detail: str = "") -> None:
    """Write down one act done for several people, a line for each: each of them reads theirs. One query."""
    now = timezone.now()
    GroupAct.objects.bulk_create(
        GroupAct(peer_group=group, kind=kind, actor=actor, subject=subject, detail=detail, done_at=now)
        for subject in subjects
    )


def record_many(acts: Iterable[tuple[PeerGroup, str, str]], actor: User) -> None:
    """Write down one act of `actor` for each group, with its kind and its detail, as `record` does."""
    GroupAct.objects.bulk_create(
        GroupAct(peer_group=group, kind=kind, actor=actor, detail=detail) for group, kind, detail in acts
    )


def purge() -> int:
    """Erase the acts older than 24 months; return how many."""
    first = months_before(timezone.localdate(), MONTHS_KEPT)
    midnight = timezone.make_aware(datetime.datetime.combine(first, datetime.time.min))
    erased, _ = GroupAct.objects.filter(done_at__lt=midnight).delete()
    return erased


def export(user: User) -> dict[str, Any]:
    """Return what a person did for their groups, what was done for them, and their hand-overs, under French keys."""
    acts = GroupAct.objects.filter(Q(actor=user) | Q(subject=user)).select_related("peer_group").order_by("done_at")
    given = Membership.objects.filter(
        Q(role_given_by=user) | Q(role_confirmed_by=user) | Q(advocate_given_by=user) | Q(advocate_confirmed_by=user)
    )
    confirmed = Mandate.objects.filter(confirmed_by=user)
    ticks = HandOverTick.objects.filter(Q(ticked_by=user) | Q(mandate__membership__user=user)).select_related("mandate")
    return {
        "journal": [
            {
                "groupe": act.peer_group.name,
                "quoi": act.get_kind_display(),
                "précision": act.detail,
                "le": act.done_at,
                "fait par moi": act.actor_id == user.pk,
                "fait pour moi": act.subject_id == user.pk,
            }
            for act in acts
        ],
        "mandats que j’ai notés": user.mandates_recorded.count(),
        "autres places que j’ai données ou confirmées": given.count() + confirmed.count(),
        "passations": [
            {
                "fonction": tick.mandate.get_office_display(),
                "quoi": tick.get_item_display(),
                "coché le": tick.ticked_on,
                "coché par moi": tick.ticked_by_id == user.pk,
            }
            for tick in ticks.order_by("ticked_on", "pk")
        ],
    }
