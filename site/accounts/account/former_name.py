"""Where a former name of a member is still read: each app says where, and puts the present name there when asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accounts.models import User


@dataclass(frozen=True)
class Place:
    """A place where the former name is read: its words for the member, and its address."""

    words: str
    address: str


@dataclass(frozen=True)
class Holder:
    """What an app registers: the places of a former name, how to replace it, and what to know before, or ""."""

    places: Callable[[User, str], Sequence[Place]]
    replace: Callable[[User, str], None]
    warning: Callable[[User], str]


_holders: dict[str, Holder] = {}


def register(name: str, holder: Holder) -> None:
    """Add the part of an app. A name registered twice counts once."""
    _holders[name] = holder


def places(user: User, former: str) -> list[Place]:
    """Return every place where the former name is read; none when it is the present one."""
    if not former or former == user.display_name:
        return []
    return [place for holder in _holders.values() for place in holder.places(user, former)]


def replace(user: User, former: str) -> None:
    """Put the present name in every place."""
    for holder in _holders.values():
        holder.replace(user, former)


def warnings(user: User) -> list[str]:
    """Return what the member should know before their present name replaces the former one."""
    said = [holder.warning(user) for holder in _holders.values()]
    return [words for words in said if words]
