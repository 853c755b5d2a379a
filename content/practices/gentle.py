"""A gentle check of what is about to be published: it warns, it never blocks."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from accounts.models import Membership, User
from directory.models import Collective, PeerGroup
from passport.models import HealthWord
from passport.words import Finder

NBSP = "\N{NO-BREAK SPACE}"
# The commonest French first names, from Faker's list (static/CREDITS.md). A capital is asked for: « rose » is a colour.
FIRST_NAMES = Path(__file__).with_name("first_names.txt")
_CALLED = re.compile(r"\b(?:M\.|Mme|Mlle|Monsieur|Madame|Mademoiselle|Dr|Docteur|Me|Maître)\s+[^\W\d_a-zà-ÿ][\w’'-]*")
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\b0\d(?:[ .-]?\d\d){4}\b")


@cache
def _first_names() -> Finder:
    return Finder(FIRST_NAMES.read_text(encoding="utf-8").split())


def remarks(text: str, user: User | None) -> list[str]:
    """What to look at again before sending `text`, each a whole French sentence; empty when there is nothing.

    Names of people, ways to reach them, towns of the directory, the writer's own groups, health words of the
    editors' list. The words that name groups like ours (GEM, Clubhouse) are left alone: the site speaks of nothing
    else. Three queries at most.
    """
    if not text.strip():
        return []
    recognisable = [*_people(text), *_places(text, user)]
    health = HealthWord.objects.exclude(kind=HealthWord.Kind.GROUP).values_list("folded", flat=True)
    return [
        *_said("Ce mot peut faire reconnaître quelqu’un", recognisable),
        *_said("Ce mot parle de santé", Finder(health).found(text)),
    ]


def _said(beginning: str, words: Iterable[str]) -> list[str]:
    return [f"{beginning}{NBSP}: «{NBSP}{word}{NBSP}»." for word in dict.fromkeys(words)]


def _people(text: str) -> list[str]:
    called = [*_CALLED.findall(text), *_CONTACT.findall(text)]
    return [*called, *(name for name in _first_names().found(text) if name[:1].isupper())]


def _places(text: str, user: User | None) -> list[str]:
    towns = PeerGroup.objects.order_by().values_list("town", flat=True)
    towns = towns.union(Collective.objects.order_by().values_list("town", flat=True))
    own = Membership.objects.filter(user=user).values_list("peer_group__name", flat=True) if user else ()
    # « Vire » is a town, « vire » a verb: a place has a capital somewhere.
    found = [town for town in Finder(towns).found(text) if any(part[:1].isupper() for part in town.split())]
    return [*found, *Finder(own).found(text)]
