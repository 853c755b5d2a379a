"""Where a former name of a member is still read: each app says where, and puts the present name there when asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accounts.models import User


@dataclass(frozen=True)
class Place:
    """A place where a former name is read: the name, the words for the member, the address."""

    name: str
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


def places(user: User, formers: Sequence[str]) -> list[Place]:
    """Return every place where one of the former names is read; the present one is none of them."""
    names = [name for name in formers if name != user.display_name]
    return [place for holder in _holders.values() for name in names for place in holder.places(user, name)]


def replace(user: User, formers: Sequence[str]) -> None:
    """Put the present name in every place where a former one is read."""
    for holder in _holders.values():
        for name in formers:
            holder.replace(user, name)


def warnings(user: User) -> list[str]:
    """Return what the member should know before their present name replaces the former one."""
    said = [holder.warning(user) for holder in _holders.values()]
    return [words for words in said if words]
