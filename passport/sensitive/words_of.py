"""The words of a member's text that may let a reader guess their health: the editors' list, and the names of groups.

The names that groups have borne count as those of today: the sign on a door, a list of the town hall still say them.
A warning is an answer: from one nobody learns what a group that the directory does not show is called, but their own.

The site warns and never forbids: the holder decides, text by text.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet, Value

from accounts.models import Membership, User
from directory.former_names import FormerName
from directory.models import Collective, PeerGroup
from lib.text import NBSP
from passport.models import Entry, HealthWord
from passport.sensitive.finder import Finder
from passport.sensitive.place_names import everyday_names


def finder(user: User | None = None) -> Finder:
    """Return a finder to use on many texts. Two queries.

    It knows what people call the groups and the collectives that the directory shows, and called them; the groups of
    `user`, shown or not, in small letters too, those they left included. Without `user` it knows every place there is
    or was: for whoever reads a text before it is published, never for who writes it.
    """
    listed = HealthWord.objects.values_list("folded", flat=True)
    own, others = _names_of_places(user)
    return Finder([*listed, *own], names=others)


def finder_of_places(user: User | None) -> Finder:
    """Return a finder of the names of places alone, as `finder` knows them. One query."""
    own, others = _names_of_places(user)
    return Finder(own, names=others)


def finder_of_public_places(user: User | None = None) -> Finder:
    """Return a finder of the names that the directory shows today, by their capital; no former name. One query.

    The groups of `user` are found as `finder` finds them.
    """
    collectives = Collective.objects.order_by().values_list("name", "town", Value(value=False))
    shown = PeerGroup.objects.listed().order_by().values_list("name", "town", Value(value=False))
    own, others = _parted(shown.union(collectives, *_own(user), all=True))
    return Finder(own, names=others)


def _names_of_places(user: User | None) -> tuple[list[str], list[str]]:
    """Return what people call, or called, the groups of this person, then every other place that they may know of."""
    groups, collectives, former = PeerGroup.objects.all(), Collective.objects.all(), FormerName.objects.all()
    if user:  # of a place that is gone, nobody knows whether it was shown
        groups = groups.listed()
        former = former.filter(Q(peer_group__is_listed=True) | Q(collective__isnull=False))
    places = [each.order_by().values_list("name", "town", Value(value=False)) for each in (groups, collectives, former)]
    return _parted(places[0].union(*places[1:], *_own(user), all=True))


def _own(user: User | None) -> list[QuerySet[Any, Any]]:
    """Return each name, present or former, of the groups of this person, with the town."""
    if user is None:
        return []
    groups = Membership.objects.filter(user=user).order_by().values("peer_group")
    own = PeerGroup.objects.filter(pk__in=groups), FormerName.objects.filter(peer_group__in=groups)
    return [each.order_by().values_list("name", "town", Value(value=True)) for each in own]


def _parted(places: Iterable[tuple[str, str, bool]]) -> tuple[list[str], list[str]]:
    """Return what people call one's own groups, then the other places."""
    names: dict[bool, list[str]] = {True: [], False: []}
    for name, town, is_own in places:
        names[bool(is_own)] += everyday_names(name, town)
    return names[True], names[False]


def found(text: str, user: User | None = None) -> list[str]:
    """Return the sensitive words of `text`, as it writes them."""
    return finder(user).found(text) if text.strip() else []


def found_in_entry(entry: Entry, user: User) -> list[str]:
    """Return the sensitive words of everything the holder wrote in an entry, each once."""
    texts = (entry.own_title, entry.task, entry.setting, entry.own_words, entry.my_part)
    return found("\n".join(text for text in texts if text), user)


def sentence(words: Iterable[str]) -> str:
    """Return the warning in words: « Ce mot peut faire deviner votre santé… Vous décidez. »; empty without a word."""
    quoted = [f"«{NBSP}{word}{NBSP}»" for word in words]
    if not quoted:
        return ""
    subject = "Ce mot peut" if len(quoted) == 1 else "Ces mots peuvent"
    return f"{subject} faire deviner votre santé{NBSP}: {', '.join(quoted)}. Vous décidez."
