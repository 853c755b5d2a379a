"""Whose name a group still reads: those who are in it today, and the coordinators for what they do there.

Somebody who left is followed no further: neither the name they take since, nor whether their account stands. An act, a
mandate, stays readable by its day and its function.
"""

from dataclasses import dataclass
from typing import Self

from django.db.models import BooleanField, Value

from accounts.models import GroupAct, Membership, User
from accounts.permissions import COORDINATION
from directory.models import PeerGroup
from lib.elision import of

GONE = "une personne qui n’est plus du groupe"
FOR_NOBODY = (GroupAct.Kind.INVITED, GroupAct.Kind.PAGE_CHANGED, GroupAct.Kind.FIGURES_SIGNED)
FOR_ONESELF = (GroupAct.Kind.JOINED, GroupAct.Kind.PLACE_ACCEPTED)


@dataclass(frozen=True)
class Line:
    """An act as one reader reads it: who did it, for whom ("" when the line says nothing of it)."""

    act: GroupAct
    by: str
    whom: str


@dataclass(frozen=True)
class KnownNames:
    """The primary keys of those whose name is read in a group today."""

    members: frozenset[int]
    coordinators: frozenset[int]

    @classmethod
    def of(cls, group: PeerGroup | int) -> Self:
        """Read them in one query; `group` may be its primary key."""
        present = Membership.objects.current().filter(peer_group=group)
        rows = present.values_list("user_id", Value(value=False, output_field=BooleanField()))
        team = User.objects.filter(groups__name=COORDINATION)
        found = list(rows.union(team.values_list("pk", Value(value=True, output_field=BooleanField()))))
        return cls(frozenset(pk for pk, is_of in found if not is_of), frozenset(pk for pk, is_of in found if is_of))

    def name(self, user: User | None) -> str:
        """Return the name of somebody of the group; GONE for who left, and for who has no account any more."""
        return str(user) if user is not None and user.pk in self.members else GONE

    def of_name(self, user: User | None) -> str:
        """Return « de Lou », « d’Anne », or « d’une personne… »."""
        return of(self.name(user))

    def doer(self, user: User | None) -> str:
        """Return the name of who did something in the group: of a coordinator too."""
        return str(user) if user is not None and user.pk in self.coordinators else self.name(user)

    def line(self, act: GroupAct, reader: User, *, names_all: bool) -> Line:
        """Return an act as `reader` reads it; `names_all` when they run the group.

        Anybody else reads the name of the person it was done for, and of whoever joined, only when it is their own.
        """
        return Line(act, self._by(act, reader, names_all=names_all), self._whom(act, reader, names_all=names_all))

    def _by(self, act: GroupAct, reader: User, *, names_all: bool) -> str:
        hidden = act.kind == GroupAct.Kind.JOINED and not names_all and act.actor_id != reader.pk
        by = self.doer(act.actor)
        unnamed = by == GONE and act.kind == GroupAct.Kind.PLACE_CONFIRMED  # a coordinator, who may never have been in
        return "Une personne" if hidden or unnamed else by[:1].upper() + by[1:] if by == GONE else by

    def _whom(self, act: GroupAct, reader: User, *, names_all: bool) -> str:
        """Return « pour … ». Who left and who has no account any more are told alike, or it would say who lives."""
        if act.kind in (*FOR_NOBODY, *FOR_ONESELF) or (act.subject_id and act.subject_id == act.actor_id):
            return ""
        if act.subject_id == reader.pk:
            return "pour vous"
        if self.name(act.subject) == GONE and self.doer(act.actor) == GONE:
            return ""  # perhaps one and the same person: erased, nothing tells it
        return f"pour {self.name(act.subject)}" if names_all else "pour une personne du groupe"
