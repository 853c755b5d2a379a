"""Telling apart two people of one name, wherever a name is chosen: by their first day in the group, then by a mark.

Never by their account. When it was opened may be long before the group: whoever takes the name of another person would
read there that they belonged to another one.
"""

from collections import Counter
from collections.abc import Iterable

from django.db import models

from accounts.models import Membership, User
from directory.models import PeerGroup
from lib import typed
from lib.french_dates import write_day
from lib.secrets import Purpose, digest
from lib.text import fold_words

MARK = Purpose("the mark beside a name that stands twice", prefix="accounts.mark:")
MARK_WORD = "repère"
SIGNS = "23456789ACDEFHJKMNPRTVWXY"  # none is taken for another
MARK_LENGTH = 4


# Letters drawn as plain Latin ones, small or capital (Unicode, UTS #39, confusables): of Greek and of Cyrillic, small
# capitals and others of phonetics, crossed ones, those of Lisu.
_DRAWN_ALIKE = str.maketrans(
    "ıαβεζηικμνορτυχγасеіјкмнорѕтухвԁһԛԝᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɩøđłħŧƿꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ",
    "iabezhikmnoptyxyaceijkmhopstyxbdhqwabcdefghijklmnoprstuvwyzaiodlhtpabcdefghijklmnoprstuvwxyz",
)


def alike(name: str) -> str:
    """Return what is the same in names that a reader takes for one: « Chloé » and « chloe », « Max » in Cyrillic."""
    return fold_words(typed.identity(name).translate(_DRAWN_ALIKE)) or typed.identity(name)


_LITTLE = 3  # letters: « de », « la » are parts of names, and tell nobody
_GLUED = 5  # letters: a shorter name stands by chance inside other words


def is_said_in(text: str, user: User) -> bool:
    """Return whether a text says the name of a person: whole, one of its words, cut into letters or stuck to a word.

    >>> [is_said_in(text, User(display_name="Bruno de Lys")) for text in ("Chez BRÚNO", "Salle de la cour", "br uno")]
    [True, False, False]
    >>> is_said_in("Chez-b r u n o", User(display_name="Bruno"))
    True
    """
    said, name = _words(text), _words(str(user))
    runs = zip(*(said[start:] for start in range(len(name))), strict=False)
    is_whole = bool(name) and tuple(name) in runs
    is_glued = len("".join(name)) >= _GLUED and "".join(name) in "".join(said)
    return is_whole or is_glued or any(len(each) >= _LITTLE and each in said for each in name)


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in alike(text)).split()


def mark_of(user: User) -> str:
    """Return four signs that tell an account from another and say nothing of it; its owner reads them in their account.

    >>> len(mark_of(User(pk=1)))
    4
    """
    return "".join(SIGNS[byte % len(SIGNS)] for byte in digest(MARK, str(user.pk))[:MARK_LENGTH])


def has_mark(called: Iterable[str]) -> bool:
    """Return whether one of these ways to call people holds a mark, which a page then explains."""
    return any(f"{MARK_WORD} " in each for each in called)


def told_apart(people: Iterable[User], groups: Iterable[PeerGroup] | models.QuerySet[PeerGroup] = ()) -> dict[int, str]:
    """Return how to call each of these people: the name, and what tells them apart if the name stands twice.

    `groups` are those where the reader may know since when each of them is there: one query, for such names only.
    """
    people = list(people)
    times = Counter(alike(str(each)) for each in people)
    twice = [each for each in people if times[alike(str(each))] > 1]
    since = _first_days(twice, groups) if twice else {}
    days = Counter((alike(str(each)), since.get(each.pk)) for each in twice)
    called = {each.pk: str(each) for each in people}
    for each in twice:
        first = since.get(each.pk)
        said = [f"dans le groupe depuis le {first}"] if first else []
        if not first or days[alike(str(each)), first] > 1:
            said.append(f"{MARK_WORD} {mark_of(each)}")
        called[each.pk] = f"{each} ({', '.join(said)})"
    return called


def among(
    people: Iterable[User], group: PeerGroup, groups: Iterable[PeerGroup] | models.QuerySet[PeerGroup] = ()
) -> dict[int, str]:
    """Return how to call these people of a group: told apart from every present member too, shown here or not.

    Whoever takes the name of another member would else be read as that one where they stand alone. One query more.
    """
    people = list(people)
    shown = {each.pk for each in people}
    others = _present(group).exclude(pk__in=shown) if people else ()
    called = told_apart([*people, *others], groups)
    return {key: called[key] for key in shown}


def has_twin(user: User, others: Iterable[User]) -> bool:
    """Return whether somebody else among these people bears the name of this one, however written."""
    return any(alike(str(each)) == alike(str(user)) for each in others if each.pk != user.pk)


def _first_days(people: list[User], groups: Iterable[PeerGroup] | models.QuerySet[PeerGroup]) -> dict[int, str]:
    """Return the first day of each of these people in these groups, as it is written."""
    present = Membership.objects.current().filter(user__in=people, peer_group__in=groups)
    first = present.order_by().values("user").annotate(first=models.Min("starts_on"))
    return {row["user"]: write_day(row["first"], "j F Y") for row in first}


def in_group(user: User, group: PeerGroup) -> str:
    """Return how to call a person among the present members of a group, for those who run it."""
    return told_apart([user, *_present(group).exclude(pk=user.pk)], [group])[user.pk]


def is_taken(name: str, group: PeerGroup, opening_key: str) -> bool:
    """Return whether a present member bears this name, however written; not the one that the same key opened."""
    others = _present(group).exclude(memberships__opening_key=opening_key)
    return any(alike(str(each)) == alike(name) for each in others)


def borne_in(group: PeerGroup) -> set[str]:
    """Return the names of the present members of a group, each as `alike` reads it; one query."""
    return {alike(str(each)) for each in _present(group)}


def _present(group: PeerGroup) -> models.QuerySet[User]:
    return User.objects.filter(pk__in=Membership.objects.current().filter(peer_group=group).values("user"))
