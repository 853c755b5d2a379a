"""Telling apart two people of one name, wherever a name is chosen: by the day their account was opened."""

from collections import Counter
from collections.abc import Iterable

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, time_format

from accounts.models import Membership, User
from directory.models import PeerGroup
from lib import typed
from lib.days import OF_PARIS
from lib.text import fold_words


def _alike(name: str) -> str:
    """Return what is the same in names that a reader takes for one: « Chloé » and « chloe »."""
    return fold_words(typed.identity(name).replace("ı", "i")) or typed.identity(name)


def told_apart(people: Iterable[User]) -> dict[int, str]:
    """Return how to call each of these people: the name, and when the account was opened if the name stands twice."""
    people = list(people)
    twice = {name for name, times in Counter(_alike(str(each)) for each in people).items() if times > 1}
    alike = [each for each in people if _alike(str(each)) in twice]
    days = Counter((_alike(str(each)), timezone.localdate(each.date_joined)) for each in alike)
    called = {each.pk: str(each) for each in people}
    for each in alike:
        opened = timezone.localtime(each.date_joined)
        same_day = days[(_alike(str(each)), opened.date())] > 1
        hour = f" à {time_format(opened, 'G:i:s')} {OF_PARIS[1:-1]}" if same_day else ""
        called[each.pk] = f"{each} (compte ouvert le {date_format(opened, 'j F Y')}{hour})"
    return called


def in_group(user: User, group: PeerGroup) -> str:
    """Return how to call a person among the present members of a group."""
    return told_apart([user, *_present(group).exclude(pk=user.pk)])[user.pk]


def is_taken(name: str, group: PeerGroup, opening_key: str) -> bool:
    """Return whether a present member bears this name, however written; not the one that the same key opened."""
    others = _present(group).exclude(memberships__opening_key=opening_key)
    return any(_alike(str(each)) == _alike(name) for each in others)


def _present(group: PeerGroup) -> models.QuerySet[User]:
    return User.objects.filter(pk__in=Membership.objects.current().filter(peer_group=group).values("user"))
