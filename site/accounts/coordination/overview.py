"""Every group of the directory, with what waits there: for the coordination. Never a person, never how many they are.

A few hundred groups fit in memory: they are read at once, in nine queries whatever their number, in the order of the
directory. Nothing here sorts them by what they do.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Max
from django.utils import timezone

from accounts.coordination import to_confirm
from accounts.models import GroupAct, Mandate, Membership
from accounts.permissions import COORDINATION
from directory.models import PeerGroup
from directory.spelling import is_named
from lib.french_dates import Known, Said, in_words
from lib.text import fold

DAYS_AHEAD = 60  # before the end of a mandate
KEYHOLDERS = 2


class Waits(models.TextChoices):
    """What waits in a group, as the address bar names it."""

    CREATION = "creation", "En création"
    NO_ACCOUNT = "sans-compte", "Pas encore de compte"
    FIRST = "pas-encore-entree", "La première personne n’est pas encore entrée"
    NOBODY = "plus-personne", "Plus personne ne s’occupe des comptes"
    ALONE = "une-seule", "Une seule personne s’occupe des comptes"
    TO_CONFIRM = "a-confirmer", "Une place à confirmer par la coordination"
    ENDING = "fin-de-mandat", "Un mandat se termine dans les deux mois"


@dataclass(frozen=True)
class WatchedGroup:
    """A group as the list shows it; `last_act` is a month in words, "" when its journal is empty."""

    slug: str
    name: str
    town: str
    department_code: str
    department: str
    region: str
    waits: tuple[Waits, ...]
    last_act: str

    @property
    def may_open_account(self) -> bool:
        """Return whether the first account is the next thing to do."""
        return Waits.NO_ACCOUNT in self.waits

    @property
    def is_in_creation(self) -> bool:
        """Return whether the group has not opened its doors yet."""
        return Waits.CREATION in self.waits

    @property
    def said(self) -> str:
        """Return what the search reads."""
        return f"{self.name} {self.town} {self.department} {self.department_code} {self.region}"

    @property
    def order(self) -> tuple[bool, str, str]:
        """Return the sort key: town, then name; a group whose town is unknown comes last."""
        return (not self.town, fold(self.town), fold(self.name))


JUST_ADDED = "groups_just_added"  # in the session: the keys of those that a file added, until the list is shown
COLUMNS = ("slug", "name", "town", "department_code", "department", "region")


def groups() -> list[WatchedGroup]:
    """Return every group, by town (9 queries)."""
    found = _Waiting()
    rows = PeerGroup.objects.order_by().values("pk", "stage", *COLUMNS)
    return sorted((found.watched(row) for row in rows), key=lambda group: group.order)


def matching(every: Iterable[WatchedGroup], asked: str, department_code: str, waits: str) -> list[WatchedGroup]:
    """Return the groups of a département, where something waits, and that are named as asked; "" for any."""
    return [
        group
        for group in every
        if (not department_code or group.department_code == department_code)
        and (not waits or waits in group.waits)
        and is_named(asked, group.said)
    ]


class _Waiting:
    """What is known of all groups at once, by the key of each."""

    def __init__(self) -> None:
        today = timezone.localdate()
        appointed = Membership.objects.appointed().filter(user__is_active=True)
        ending = Mandate.objects.current().filter(ends_on__lte=today + datetime.timedelta(days=DAYS_AHEAD))
        self.appointed = set(appointed.order_by().values_list("peer_group", flat=True).distinct())
        by_group = Membership.objects.running().filter(user__is_active=True).order_by().values_list("peer_group")
        self.running: dict[int, int] = dict(by_group.annotate(told=Count("user", distinct=True)))
        self.to_confirm = to_confirm.groups()
        self.peopled = set(Membership.objects.current().order_by().values_list("peer_group", flat=True).distinct())
        self.ending = set(
            ending.filter(replaced_by__isnull=True).values_list("membership__peer_group", flat=True).distinct()
        )
        acts = _acts().order_by().values_list("peer_group")
        self.acts: dict[int, datetime.datetime] = dict(acts.annotate(told=Max("done_at")))

    def watched(self, row: dict[str, Any]) -> WatchedGroup:
        """Return a group of these columns, with what waits there."""
        said = {name: row[name] for name in COLUMNS}
        return WatchedGroup(**said, waits=self.waits(row["pk"], row["stage"]), last_act=self.last_act(row["pk"]))

    def waits(self, pk: int, stage: str) -> tuple[Waits, ...]:
        """Return what waits in a group, the first thing to do first."""
        found = {
            Waits.CREATION: stage == PeerGroup.Stage.CREATION,
            Waits.NO_ACCOUNT: pk not in self.peopled,
            Waits.FIRST: pk in self.appointed and pk not in self.running,
            Waits.NOBODY: pk in self.peopled and pk not in self.appointed,
            Waits.ALONE: 0 < self.running.get(pk, 0) < KEYHOLDERS,
            Waits.TO_CONFIRM: pk in self.to_confirm,
            Waits.ENDING: pk in self.ending,
        }
        return tuple(waits for waits, is_so in found.items() if is_so)

    def last_act(self, pk: int) -> str:
        """Return the month of the group's last act, in words: never a day, never who."""
        at = self.acts.get(pk)
        return in_words(Said(timezone.localtime(at).date(), Known.MONTH)) if at else ""


def _acts() -> models.QuerySet[GroupAct]:
    """Return the acts of the groups themselves: not what the coordination did for them."""
    ours = GroupAct.objects.exclude(kind=GroupAct.Kind.PLACE_CONFIRMED)
    return ours.exclude(actor__groups__name=COORDINATION)
