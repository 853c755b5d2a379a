"""The blocks of the home of a member, one for each part they take, always in the same order.

An app registers, for a part, what makes its blocks: what waits (numbers and days, never the name of a person) and one
door. It is asked of those alone who take that part: one query tells which ones. Nothing of it is kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import QuerySet

from accounts.asked_at_once import Question, are_found
from accounts.models import Mandate, Membership, User
from accounts.permissions import ADMIN_RIGHTS, COORDINATION
from accounts.requests import MemberRequest
from directory.models import Collective

Parts = frozenset["Part"]


class Part(IntEnum):
    """What a person is on the site, in the order of the home."""

    ELECTED = 1
    FACILITATOR = 2
    MEMBER = 3
    ADVOCATE = 4
    WRITER = 5  # editors and moderators
    COORDINATOR = 6
    COLLECTIVE = 7
    LEARNER = 8  # whoever belongs to no group as a member


@dataclass(frozen=True)
class Line:
    """What waits, or a door: its words and its address."""

    words: str
    url: str


@dataclass(frozen=True)
class Block:
    """A block of the home. Several of one part, drawn by the common template, are shown as one: their lines together.

    `said` is a sentence under the title, `more` what else one may open, under the door. `template` draws `card` when
    the common one does not do; `has_button` then says whether it holds a button.
    """

    part: Part
    title: str = ""
    said: str = ""
    lines: Sequence[Line] = ()
    door: Line | None = None
    more: Sequence[Line] = ()
    template: str = "accounts/includes/home_block.html"
    card: Any = None
    has_button: bool = False
    leads: bool = False  # its button is the filled one: the first of the page

    @property
    def is_plain(self) -> bool:
        """Return whether the common template draws it."""
        return self.template == Block.template


Maker = Callable[[MemberRequest, Parts], list[Block]]
Waiting = Callable[[User], QuerySet[Any]]


@dataclass(frozen=True)
class _Registered:
    make: Maker
    parts: Parts
    waiting: Waiting | None
    question: Question = field(compare=False)


_makers: list[_Registered] = []


def register(make: Maker, *parts: Part, waiting: Waiting | None = None) -> None:
    """Ask `make` for blocks of whoever takes one of these parts; without parts, of everybody signed in.

    With `waiting`, of those alone for whom that query finds a row: the query that tells the parts asks it too.
    """
    known = _Registered(make, frozenset(parts), waiting, lambda user: [waiting(user)] if waiting else [])
    if known not in _makers:
        _makers.append(known)


_PARTS: dict[Part, Question] = {
    Part.ELECTED: lambda user: [Mandate.objects.current().filter(membership__user=user)],
    Part.FACILITATOR: lambda user: [Membership.objects.running().filter(user=user, role=Membership.Role.FACILITATOR)],
    Part.MEMBER: lambda user: [Membership.objects.current().filter(user=user, role=Membership.Role.MEMBER)],
    Part.ADVOCATE: lambda user: [Membership.objects.advocating().filter(user=user)],
    Part.WRITER: lambda user: [User.objects.filter(ADMIN_RIGHTS, pk=user.pk)],
    Part.COORDINATOR: lambda user: [Group.objects.filter(user=user, name=COORDINATION)],
    Part.COLLECTIVE: lambda user: [Collective.objects.filter(referents__user=user)],
}


def parts_of(user: User) -> Parts:
    """Return the parts that a person takes today, in one query."""
    return _parts_and_makers(user)[0]


def _parts_and_makers(user: User) -> tuple[Parts, list[Maker]]:
    """Return the parts that a person takes today, and what makes their blocks: one query."""
    found = are_found(user, [*_PARTS.values(), *(each.question for each in _makers)])
    parts = frozenset(part for part, is_taken in zip(_PARTS, found, strict=False) if is_taken)
    asked = zip(_makers, found[len(_PARTS) :], strict=True)
    makers = [
        each.make for each, waits in asked if (not each.parts or each.parts & parts) and (waits or each.waiting is None)
    ]
    return parts, makers


def part_of_learning(parts: Parts) -> Part:
    """Return where what one learns stands: the place of members, or the last one for who is only something else."""
    return Part.LEARNER if parts - {Part.ELECTED} and Part.MEMBER not in parts else Part.MEMBER


def blocks_for(request: MemberRequest) -> list[Block]:
    """Return the blocks of the member's home, in order; the first button is the filled one."""
    parts, makers = _parts_and_makers(request.user)
    made = [block for make in makers for block in make(request, parts)]
    blocks = [block for part in Part for block in _joined([each for each in made if each.part == part])]
    first = next((place for place, block in enumerate(blocks) if block.has_button or block.door), None)
    return [replace(block, leads=place == first) for place, block in enumerate(blocks)]


def _joined(blocks: list[Block]) -> list[Block]:
    """Return the blocks of one part, the plain ones in one, after the others."""
    plain = [block for block in blocks if block.is_plain]
    own = [block for block in blocks if not block.is_plain]
    if not plain:
        return own
    one = replace(
        plain[0],
        title=next((block.title for block in plain if block.title), ""),
        said=next((block.said for block in plain if block.said), ""),
        lines=[line for block in plain for line in block.lines],
        door=next((block.door for block in plain if block.door), None),
        more=[line for block in plain for line in block.more],
    )
    return [*own, one] if one.title else own
