"""The words of a member's text that may let a reader guess their health: the editors' list, and the names of groups.

The names that groups have borne count as those of today: the sign on a door, a list of the town hall still say them.

The site warns and never forbids: the holder decides, text by text.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Value

from accounts.models import Membership, User
from directory.former_names import FormerName
from directory.models import Collective, PeerGroup
from lib.text import NBSP
from passport.models import Entry, HealthWord
from passport.sensitive.finder import Finder
from passport.sensitive.place_names import everyday_names


def finder(user: User | None = None) -> Finder:
    """Return a finder to use on many texts. Two queries.

    It knows what people call each group and collective of the directory, and called it; with `user`, their own groups
    in small letters too, those they left included.
    """
    listed = HealthWord.objects.values_list("folded", flat=True)
    own, others = _names_of_places(user)
    return Finder([*listed, *own], names=others)


def finder_of_places(user: User | None) -> Finder:
    """Return a finder of the names of places alone, as `finder` knows them. One query."""
    own, others = _names_of_places(user)
    return Finder(own, names=others)


def finder_of_public_places() -> Finder:
    """Return a finder of the names that the directory shows today, by their capital; no former name. One query."""
    collectives = Collective.objects.order_by().values_list("name", "town")
    shown = PeerGroup.objects.listed().order_by().values_list("name", "town").union(collectives, all=True)
    return Finder(names=[each for name, town in shown for each in everyday_names(name, town)])


def _names_of_places(user: User | None) -> tuple[list[str], list[str]]:
    """Return what people call, or called, the groups of this person, then every other place."""
    names: dict[bool, list[str]] = {True: [], False: []}
    for name, town, is_own in _places(user):
        names[bool(is_own)] += everyday_names(name, town)
    return names[True], names[False]


def _places(user: User | None) -> QuerySet[PeerGroup, Any]:
    """Return each name of each place of the directory, with the town, and whether it is of a group of this person."""
    nobody_s, of_user = Membership.objects.none(), Membership.objects.filter(user=user)
    own = of_user.filter(peer_group=OuterRef("pk")) if user else nobody_s
    former_own = of_user.filter(peer_group=OuterRef("peer_group")) if user else nobody_s
    return (
        PeerGroup.objects.order_by()
        .values_list("name", "town", Exists(own))
        .union(
            Collective.objects.order_by().values_list("name", "town", Value(value=False)),
            FormerName.objects.values_list("name", "town", Exists(former_own)),
            all=True,
        )
    )


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
