"""Who could show what to whom, in one group: the pairs that fit, for those who put people in touch.

A pair is read once at a time, in an order drawn from fingerprints, which tells nothing. Once it was proposed a moment
it is never read again, whatever became of it.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Membership, User
from directory.models import PeerGroup
from gatherings.models import ProposedPair, Side, Wish, WishList
from gatherings.models.wish import WISH_MONTHS
from lib.days import months_after
from lib.secrets import Purpose, fingerprint
from passport.models import Skill

PAIR = Purpose("two people and a skill, once proposed a moment", prefix="gatherings.exchange.pair:")


@dataclass(frozen=True)
class Pair:
    """One who can show a skill and one who would like to learn it. `token` is its fingerprint: it names nobody."""

    token: str
    shower: Membership
    learner: Membership
    skill: Skill


def token_of(group: int, shower: int, learner: int, skill: int) -> str:
    """Return the fingerprint of a pair: of two people (not of their wishes, which may begin again) and a skill."""
    return fingerprint(PAIR, f"{group}:{shower}:{learner}:{skill}")


def fitting(group: PeerGroup) -> list[Pair]:
    """Return every pair that fits in a group today, proposed or not, in the order of fingerprints. One query."""
    live = WishList.objects.live().filter(membership__peer_group=group)
    wishes = Wish.objects.filter(wish_list__in=live, skill__is_active=True)
    found = wishes.select_related("skill", "wish_list__membership__user").order_by("pk")
    shows, learns = _by_skill(found, Side.SHOWS), _by_skill(found, Side.LEARNS)
    pairs = [
        Pair(token_of(group.pk, one.user_id, other.user_id, skill.pk), one, other, skill)
        for skill, showers in shows.items()
        for one in showers
        for other in learns.get(skill, [])
    ]
    return sorted(pairs, key=lambda pair: pair.token)


def _by_skill(wishes: Iterable[Wish], side: Side) -> dict[Skill, list[Membership]]:
    found: dict[Skill, list[Membership]] = {}
    for wish in wishes:
        if wish.side == side:
            found.setdefault(wish.skill, []).append(wish.wish_list.membership)
    return found


def read_by(mediator: User, group: PeerGroup) -> list[Pair]:
    """Return the pairs that one who puts people in touch may read: never one they are in. Two queries."""
    proposed = set(ProposedPair.objects.filter(peer_group=group).values_list("pair_hmac", flat=True))
    return [
        pair
        for pair in fitting(group)
        if pair.token not in proposed and mediator.pk not in (pair.shower.user_id, pair.learner.user_id)
    ]


def after(pairs: list[Pair], token: str) -> Pair | None:
    """Return the first of these pairs after a token ("" for the first of all); None when there is none."""
    return next((pair for pair in pairs if pair.token > token), None)


def note(group: PeerGroup, token: str) -> bool:
    """Write that a pair is proposed a moment; False when it already was."""
    kept_until = months_after(timezone.localdate(), WISH_MONTHS)
    _, is_new = ProposedPair.objects.get_or_create(
        pair_hmac=token, defaults={"peer_group": group, "kept_until": kept_until}
    )
    return is_new


def forget_over() -> int:
    """Erase the fingerprints of pairs that fit no more, three months after; the others stay. Return how many."""
    today = timezone.localdate()
    due = ProposedPair.objects.filter(kept_until__lte=today)
    groups = PeerGroup.objects.filter(pk__in=due.values("peer_group"))
    erased = 0
    for group in groups.order_by("pk"):
        erased += _forget(group, today)
    return erased


def _forget(group: PeerGroup, today: datetime.date) -> int:
    fit = {pair.token for pair in fitting(group)}
    due = ProposedPair.objects.filter(peer_group=group, kept_until__lte=today)
    rows = dict(due.values_list("pk", "pair_hmac"))
    still = [pk for pk, token in rows.items() if token in fit]
    for pk in still:
        ProposedPair.objects.filter(pk=pk).update(kept_until=months_after(today, WISH_MONTHS))
    erased = 0
    for pk in rows.keys() - set(still):
        erased += ProposedPair.objects.filter(pk=pk).delete()[0]
    return erased
