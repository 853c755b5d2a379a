"""What one of the two reads of a meeting: never who the other is before both said yes, never that one said no."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef

from accounts import names
from accounts.models import Membership, User
from directory.clocks import clock_of
from directory.models import PeerGroup
from gatherings.models import Meeting, MeetingQuerySet, Side
from lib.french_dates import write_day
from lib.hours import write
from lib.text import NBSP


class State(StrEnum):
    """Where a meeting is, for one of the two."""

    ASKED = "asked"  # they may say yes or no
    WAITING = "waiting"  # they said yes
    AGREED = "agreed"
    OFF = "off"  # both had agreed, and the other comes no more
    OVER = "over"  # its hour has come
    GONE = "gone"


@dataclass(frozen=True)
class Read:
    """A meeting, as one of the two reads it. `other` is a name once both agreed, else ""."""

    meeting: Meeting
    side: Side
    state: State
    other: str

    @property
    def title(self) -> str:
        """Return what it is about, in a sentence."""
        about = f"«{NBSP}{self.meeting.skill.label}{NBSP}»"
        if self.other:
            does = "vous montre" if self.side == Side.LEARNS else "apprend avec vous"
            return f"{self.other} {does}{NBSP}: {about}"
        does = "peut vous montrer" if self.side == Side.LEARNS else "aimerait apprendre"
        return f"Une personne de votre groupe {does}{NBSP}: {about}"

    @property
    def moment(self) -> str:
        """Return « mardi 8 décembre, 14 h », on the clock of the group."""
        at = self.meeting.starts_at.astimezone(clock_of(self.meeting.peer_group.department_code))
        return f"{write_day(at.date(), 'l j F')}, {write(at.time())}"

    @property
    def last_moment(self) -> str:
        """Return until when one answers."""
        at = self.meeting.answer_until.astimezone(clock_of(self.meeting.peer_group.department_code))
        return f"{write_day(at.date(), 'l j F')}, {write(at.time())}"


def whole(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """Return these meetings with what is read of them."""
    present = Membership.objects.current().filter(user__is_active=True)
    there = {f"{side}_is_there": Exists(present.filter(pk=OuterRef(side))) for side in ("shower", "learner")}
    return meetings.select_related("skill", "peer_group", "shower__user", "learner__user").annotate(**there)


def read(meeting: Meeting, user: User) -> Read | None:
    """Return what a person reads of a meeting of theirs; None for a stranger. `meeting` comes from `whole`."""
    return next(iter(read_each([meeting], user)), None)


def read_each(meetings: Iterable[Meeting], user: User) -> list[Read]:
    """Return what a person reads of each of these meetings that is theirs, with one query a group for the names.

    Each other is told apart from every member: whoever takes the name of another is met alone.
    """
    mine = [(meeting, side) for meeting in meetings if (side := meeting.side_of(user))]
    others = {meeting.pk: _other(meeting, side) for meeting, side in mine if _is_named(meeting)}
    named: dict[PeerGroup, list[User]] = {}
    for meeting, _ in mine:
        if (other := others.get(meeting.pk)) and not meeting.has_begun:
            named.setdefault(meeting.peer_group, []).append(other.user)
    called = {group: names.among(people, group) for group, people in named.items()}
    return [
        Read(meeting, side, _state(meeting, side, other), _name(meeting, other, called))
        for meeting, side in mine
        for other in [others.get(meeting.pk)]
    ]


def _is_named(meeting: Meeting) -> bool:
    return meeting.is_agreed and not meeting.is_called_off


def _name(meeting: Meeting, other: Membership | None, called: dict[PeerGroup, dict[int, str]]) -> str:
    """Return the name of the other until the hour: later it would go when they answer, and tell that they did."""
    if other is None or meeting.has_begun:
        return ""
    return called[meeting.peer_group][other.user_id]


def _state(meeting: Meeting, side: Side, other: Membership | None) -> State:
    if not meeting.is_agreed:
        said_yes = meeting.shower_said_yes if side == Side.SHOWS else meeting.learner_said_yes
        if not meeting.is_answered_in_time:
            return State.GONE
        return State.WAITING if said_yes else State.ASKED
    if meeting.has_begun:
        return State.GONE if meeting.is_called_off else State.OVER
    return State.AGREED if other else State.OFF


def _other(meeting: Meeting, side: Side) -> Membership | None:
    """Return the place of the other, while they are in the group; None when they left it, or their account."""
    name = "learner" if side == Side.SHOWS else "shower"
    other: Membership | None = getattr(meeting, name)
    return other if getattr(meeting, f"{name}_is_there") else None  # said by `whole`
