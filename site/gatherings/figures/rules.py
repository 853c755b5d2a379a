"""The year of a group: counted once by the worker, declared by its board, signed once by whoever signs for it."""

import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import journal
from accounts.models import GroupAct, Mandate, User
from accounts.year_figures import Figure, figures
from directory.models import PeerGroup
from gatherings.figures.masks import Masked, masked, plain
from gatherings.models import GroupYear
from gatherings.models.group_year import DECLARED, is_still_whole, last_counted
from gatherings.permissions import signing_mandate_in
from lib.secrets import Purpose, fingerprint

SHOWN = Purpose("what a page showed of a year before it was signed", prefix="gatherings.figures.shown:")


class AlreadySignedError(Exception):
    """The year is signed: it changes no more."""


class ChangedMeanwhileError(Exception):
    """Somebody changed the year since the page that is signed was shown, or a number lacks."""


class NoLongerSignsError(Exception):
    """This person does not sign for the group any more."""


@dataclass(frozen=True)
class Read:
    """A figure of a year as it may be read."""

    figure: Figure
    masked: Masked


def count_due() -> int:
    """Count the last year of each group that has a board and no such year yet; return how many groups.

    It is done once, by the worker: nobody chooses the moment, and no second count can be compared with the first.
    """
    year = last_counted(timezone.localdate())
    boards = Mandate.objects.in_force().values("membership__peer_group")
    due = PeerGroup.objects.filter(pk__in=boards).exclude(years__year=year).order_by("pk")
    return sum(_count(group, year) for group in due)


def _count(group: PeerGroup, year: int) -> bool:
    """Make the year of a group. One that comes late is counted no more, since what was said in January is erased."""
    wanted = figures() if is_still_whole(year, timezone.localdate()) else []
    counted = {figure.key: asdict(_masked(figure, group, year)) for figure in wanted}
    _, is_new = GroupYear.objects.get_or_create(peer_group=group, year=year, defaults={"counted": counted})
    return is_new


def _masked(figure: Figure, group: PeerGroup, year: int) -> Masked:
    count = figure.count(group, year)
    return masked(count, secrets.SystemRandom().shuffle) if figure.is_of_people else plain(count)


def read(counted: dict[str, Any]) -> list[Read]:
    """Return what was counted, in the order of the apps; a figure that came since is not in the year."""
    return [Read(figure, Masked(**counted[figure.key])) for figure in figures() if figure.key in counted]


@transaction.atomic
def declare(year: GroupYear, fill: Callable[[GroupYear], bool]) -> bool:
    """Have `fill` write what the board declares on the row, held; return what it returns. Raise AlreadySignedError."""
    held = GroupYear.objects.select_for_update(of=("self",)).get(pk=year.pk)
    if held.signed_on:
        raise AlreadySignedError
    return fill(held)


def mark_of(year: GroupYear) -> str:
    """Return a mark of what the board declares: the page that is signed sends back the one it showed."""
    return fingerprint(SHOWN, json.dumps([year.pk, *(getattr(year, name) for name in DECLARED)]))


@transaction.atomic
def sign(year: GroupYear, user: User, shown: str) -> None:
    """Freeze a year in the name of the signer's office, and say it in the journal of the group.

    Raise AlreadySignedError, NoLongerSignsError, or ChangedMeanwhileError for a page that showed other numbers.
    """
    held = GroupYear.objects.select_for_update(of=("self",)).select_related("peer_group").get(pk=year.pk)
    if held.signed_on:
        raise AlreadySignedError
    mandate = held.peer_group and signing_mandate_in(user, held.peer_group)
    if not (mandate and held.peer_group):
        raise NoLongerSignsError
    if not held.is_whole or shown != mark_of(held):
        raise ChangedMeanwhileError
    held.sign(mandate.office)
    journal.record(held.peer_group, GroupAct.Kind.FIGURES_SIGNED, user, detail=str(held.year))


def forget_over() -> int:
    """Erase the years that are kept no longer. Return how many."""
    erased, _ = GroupYear.objects.over(timezone.localdate()).delete()
    return erased
