"""What is asked once of each person about a date, and what is read of a workshop: what most said, never how many.

Numbers would tell too much. Five answers alike are the answer of each person who was there; and of two days, what was
added is one group of five.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.shortcuts import get_object_or_404

from accounts.models import User
from gatherings.models import Opinion, Workshop, WorkshopDate
from gatherings.models.opinion import FEWEST
from gatherings.models.thanks import this_month
from gatherings.permissions import can_give_opinion
from lib.secrets import Purpose, fingerprint
from lib.text import fold

ANSWERED = Purpose("a person who answered about a date, in a limit", prefix="gatherings.opinion:")


class NoLongerOpenError(Exception):
    """The days to answer are over, or the person reads the answers."""


class AlreadyAnsweredError(Exception):
    """This person has answered about this date."""


@dataclass(frozen=True)
class Told:
    """What enough people said of a workshop: how many they are, what more than half said ("" for none), the lines."""

    number: int
    most: str
    lines: list[str]


def key_of(date: WorkshopDate, user: User) -> str:
    """Return the key of a limit for one person at one date: it names neither."""
    return fingerprint(ANSWERED, f"{date.pk}:{user.pk}")


@transaction.atomic
def answer(date: WorkshopDate, user: User, served: str, words: str, is_first: Callable[[], bool]) -> None:
    """Keep an answer, by itself; with the fifth that waits, the five are told at once.

    Raise NoLongerOpenError, or AlreadyAnsweredError when `is_first`, asked once under the lock, says no.
    """
    rows = WorkshopDate.objects.select_for_update(of=("self",)).select_related("workshop__peer_group")
    held = get_object_or_404(rows, pk=date.pk)  # a change of the rule may erase it at that instant
    if not (held.takes_words and can_give_opinion(user, held.workshop)):
        raise NoLongerOpenError
    if not is_first():
        raise AlreadyAnsweredError
    Opinion.objects.create(date=held, served=served, words=words)
    waiting = Opinion.objects.filter(date=held, is_told=False)
    if waiting.count() >= FEWEST:
        waiting.update(is_told=True, month=this_month())


def told(workshop: Workshop) -> Told:
    """Return what may be read of a workshop, its lines in the order of letters. One query."""
    rows = list(Opinion.objects.told_of(workshop).values_list("served", "words"))
    counted = Counter(served for served, _ in rows)
    lines = sorted((words for _, words in rows if words), key=lambda words: (fold(words), words))
    most = next((label for value, label in Opinion.Served.choices if counted[value] * 2 > len(rows)), "")
    return Told(len(rows), most, lines)
