"""What is asked once of each person about a date, and what is read of a workshop: what most said, never how many.

Numbers would tell too much. Five answers alike are the answer of each person who was there; and of two days, what was
added is one group of five.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.shortcuts import get_object_or_404

from accounts.models import User
from gatherings import said_once
from gatherings.models import Opinion, Workshop, WorkshopDate
from gatherings.models.opinion import FEWEST
from gatherings.models.thanks import this_month
from gatherings.permissions import can_give_opinion
from lib.text import fold


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


@transaction.atomic
def answer(date: WorkshopDate, user: User, served: str, words: str) -> None:
    """Keep an answer, by itself; with the fifth that waits, the five are told at once.

    Raise NoLongerOpenError, or AlreadyAnsweredError for who answered already.
    """
    rows = WorkshopDate.objects.select_for_update(of=("self",)).select_related("workshop__peer_group")
    held = get_object_or_404(rows, pk=date.pk)  # a change of the rule may erase it at that instant
    if not (held.takes_words and can_give_opinion(user, held.workshop)):
        raise NoLongerOpenError
    if not said_once.note(held, user, "opinions"):
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
