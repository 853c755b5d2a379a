"""What one of the two reads of a meeting: never who the other is before both said yes, never that one said no."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef

from accounts.models import Membership, User
from directory.clocks import clock_of
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
    side = meeting.side_of(user)
    if side is None:
        return None
    other = _other(meeting, side) if meeting.is_agreed and not meeting.is_called_off else None
    return Read(meeting, side, _state(meeting, side, other), str(other.user) if other else "")


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
