"""A moment for two: proposed by one who puts people in touch, agreed by both, or gone without a trace.

Each act holds the meeting. Whoever says no, or has no more to do with it, leaves their side of the row; the other reads
what they would read of a silence.
"""

import datetime
import uuid
from enum import Enum, auto

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Membership, User
from directory.clocks import clock_of
from gatherings.exchange import pairs
from gatherings.exchange.pairs import Pair
from gatherings.models import Meeting, Side, Wish, WishList
from gatherings.models.meeting import ANSWER_DAYS
from lib.secrets import Purpose, fingerprint
from lib.text import NBSP
from passport.models import Face, Proposal, SourceKind
from passport.querysets import ProposalQuerySet

EVENT = Purpose("a meeting of two and one of them", prefix="gatherings.exchange.event:")
LABEL = f"Une rencontre à deux{NBSP}: montrer, apprendre"
FACES = {Side.SHOWS: Face.SHARED, Side.LEARNS: Face.GAINED}


class Left(Enum):
    """What became of a meeting that somebody leaves."""

    GONE = auto()  # it was not there, or no more
    SAID_NO = auto()  # the other reads nothing of it
    CALLED_OFF = auto()  # the other reads that it will not take place
    WAS_OFF = auto()  # the other had called it off, or is in the group no more


class PairGoneError(Exception):
    """The two no longer wish it, or somebody proposed them a moment before."""


@transaction.atomic
def propose(pair: Pair, starts_at: datetime.datetime, place: str) -> Meeting:
    """Propose a moment to a pair, once whatever comes of it. Raise PairGoneError.

    Both memberships are held: neither stops meanwhile, and of two proposals at once one is.
    """
    people = {pair.shower.pk: Side.SHOWS, pair.learner.pk: Side.LEARNS}
    list(Membership.objects.select_for_update().filter(pk__in=people).order_by("pk"))
    live = WishList.objects.live().filter(membership__in=people)
    wished = Wish.objects.filter(wish_list__in=live, skill=pair.skill).values_list("wish_list__membership", "side")
    if dict(wished) != people or not pairs.note(pair.shower.peer_group, pair.token):
        raise PairGoneError
    return Meeting.objects.create(
        peer_group=pair.shower.peer_group,
        skill=pair.skill,
        shower=pair.shower,
        learner=pair.learner,
        starts_at=starts_at,
        place=place,
        answer_until=min(starts_at, timezone.now() + ANSWER_DAYS),
    )


def _held(pk: uuid.UUID, user: User) -> Meeting | None:
    """Hold a meeting of a person, and return it; None when it is not theirs, or no more."""
    held = Meeting.objects.of(user).filter(pk=pk).select_for_update(of=("self",))
    return held.select_related("shower", "learner", "skill", "peer_group").first()


@transaction.atomic
def say_yes(pk: uuid.UUID, user: User) -> bool:
    """Write a yes; once both said it, each reads who the other is. False when it is too late. Twice, it is once."""
    held = _held(pk, user)
    side = held.side_of(user) if held else None
    if held is None or side is None or not (held.is_answered_in_time or held.is_agreed):
        return False
    if not held.is_agreed:
        _leave_for_the_gone(held, side)
    _write(held, side, said_yes=True)
    return True


def _leave_for_the_gone(held: Meeting, side: Side) -> None:
    """Take away the side of the other, who left the group: a yes of theirs would be told by what comes next."""
    other = held.learner if side == Side.SHOWS else held.shower
    if other and not _is_there(other):
        _leave(held, Side.LEARNS if side == Side.SHOWS else Side.SHOWS)


def _is_there(place: Membership) -> bool:
    return Membership.objects.current().filter(pk=place.pk, user__is_active=True).exists()


@transaction.atomic
def leave(pk: uuid.UUID, user: User) -> Left:
    """Say no, or take a yes back: the other is told only of what both had agreed. Twice, it is once."""
    held = _held(pk, user)
    side = held.side_of(user) if held else None
    if held is None or side is None:
        return Left.GONE
    other = held.learner if side == Side.SHOWS else held.shower
    was_off = held.is_called_off or not (other and _is_there(other))
    if not _leave(held, side):
        return Left.SAID_NO
    return Left.WAS_OFF if was_off else Left.CALLED_OFF


@transaction.atomic
def say_held(pk: uuid.UUID, user: User) -> bool:
    """Offer the person what they showed or learnt, once the moment has come, and let them leave. Twice, it is once."""
    held = _held(pk, user)
    side = held.side_of(user) if held else None
    if held is None or side is None or not (held.is_agreed and held.has_begun) or held.is_called_off:
        return False
    _offer(held, side, user)
    _leave(held, side)
    return True


def source_ref(pk: uuid.UUID, user: User) -> str:
    """Return the name of the event in the passport of one of the two: it joins no two people, and no row of ours."""
    return fingerprint(EVENT, f"{pk}:{user.pk}")


def has_offer(pk: uuid.UUID, user: User) -> bool:
    """Return whether a person has something to look at from this meeting."""
    return _offers(pk, user).pending().exists()


def was_held(pk: uuid.UUID, user: User) -> bool:
    """Return whether a person said that it took place, as long as what was offered to them for it is known."""
    return _offers(pk, user).exists()


def _offers(pk: uuid.UUID, user: User) -> ProposalQuerySet:
    return Proposal.objects.of(user).of_event(SourceKind.WORKSHOP, source_ref(pk, user))


def _offer(held: Meeting, side: Side, user: User) -> None:
    Proposal.objects.offer(
        user,
        held.skill,
        face=FACES[side],
        source_kind=SourceKind.WORKSHOP,
        source_ref=source_ref(held.pk, user),
        source_label=LABEL,
        happened_on=held.starts_at.astimezone(clock_of(held.peer_group.department_code)).date(),
    )


def _write(held: Meeting, side: Side, *, said_yes: bool) -> None:
    field = "shower_said_yes" if side == Side.SHOWS else "learner_said_yes"
    Meeting.objects.filter(pk=held.pk).update(**{field: said_yes})


def _leave(held: Meeting, side: Side | None) -> bool:
    """Take one side away; the caller holds the row. What was agreed is called off until its hour, and kept after."""
    name = "shower" if side == Side.SHOWS else "learner"
    gone: dict[str, bool | None] = {name: None}
    calls_off = held.is_agreed and not held.has_begun
    if calls_off:
        gone["is_called_off"] = True
    elif not held.is_agreed:
        gone[f"{name}_said_yes"] = False
    Meeting.objects.filter(pk=held.pk).update(**gone)
    Meeting.objects.filter(pk=held.pk, shower__isnull=True, learner__isnull=True).delete()
    return calls_off


def leave_unagreed(among: QuerySet[Meeting], membership: Membership) -> None:
    """Answer no to what a person had not agreed with the other yet: they wish it no more. Inside a transaction."""
    for held in _of(among, membership):
        if not held.is_agreed:
            _leave(held, held.side_of(membership.user))


def leave_all(membership: Membership) -> None:
    """Leave every meeting of a person in a group; the others read that what was agreed is called off. In one act."""
    for held in _of(Meeting.objects.all(), membership):
        _leave(held, held.side_of(membership.user))


def _of(among: QuerySet[Meeting], membership: Membership) -> list[Meeting]:
    theirs = among.filter(Q(shower=membership) | Q(learner=membership)).order_by("pk")
    return list(theirs.select_for_update(of=("self",)).select_related("shower", "learner"))


@transaction.atomic
def _leave_for_all_the_gone() -> None:
    """Leave, for those who left the group, the meetings still to come: what was agreed is called off."""
    gone = Membership.objects.exclude(pk__in=Membership.objects.current())
    ahead = Meeting.objects.filter(Q(shower__in=gone) | Q(learner__in=gone)).order_by("pk")
    for held in ahead.select_for_update(of=("self",)).select_related("shower", "learner"):
        for side, place in ((Side.SHOWS, held.shower), (Side.LEARNS, held.learner)):
            if place and gone.filter(pk=place.pk).exists():
                _leave(held, side)


def forget_over() -> int:
    """Take away the sides of those who left, then erase what was not agreed in time, and what is over.

    Return how many are erased.
    """
    _leave_for_all_the_gone()
    erased, _ = Meeting.objects.over().delete()
    return erased
