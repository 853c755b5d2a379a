"""« Demandes »: what other people await from a member, and that nobody else can give in their place.

An app registers a kind: the queries that tell, in one statement for all kinds, whether anything of it waits, and what
lists it. The header of each page asks whether; the home and « Demandes » list. Nothing of it outlives the request.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from accounts.asked_at_once import Question, are_found
from accounts.models import User

MOST = 50  # of one kind, on « Demandes »
_ASKED = "_awaited_kinds"


@dataclass(frozen=True)
class Request:
    """One request: its words, the address where the member answers it, and what else is to be known."""

    words: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of request. `rank` is its place among the kinds; `icon` the name of a drawing.

    `waiting` returns the queries one row of which says that something waits (`asked_at_once`).
    `listed` returns at most so many requests.
    `announced` returns sentences on what waits for somebody else first: read on « Demandes » alone, counted nowhere.
    """

    rank: int
    title: str
    icon: str
    waiting: Question
    listed: Callable[[User, int], list[Request]]
    announced: Callable[[User], list[str]] | None = None


@dataclass(frozen=True)
class Listed:
    """The requests of one kind, as a page shows them."""

    kind: Kind
    requests: list[Request]


_kinds: list[Kind] = []


def register(kind: Kind) -> None:
    """Add a kind. Registered twice, it is asked once."""
    if kind not in _kinds:
        _kinds.append(kind)
        _kinds.sort(key=lambda each: each.rank)


def waiting(request: HttpRequest) -> list[Kind]:
    """Return the kinds of which something waits for the member: one query a request, none for a visitor."""
    if not request.user.is_authenticated:
        return []
    if not hasattr(request, _ASKED):
        setattr(request, _ASKED, _waiting_for(request.user))
    found: list[Kind] = getattr(request, _ASKED)
    return found


def _waiting_for(user: User) -> list[Kind]:
    found = are_found(user, [kind.waiting for kind in _kinds])
    return [kind for kind, is_so in zip(_kinds, found, strict=True) if is_so]


def listed(request: HttpRequest, most: int = MOST) -> list[Listed]:
    """Return the requests that wait for the member, `most` of each kind; a kind of which nothing waits is not read."""
    found = ((kind, kind.listed(request.user, most)) for kind in waiting(request) if request.user.is_authenticated)
    return [Listed(kind, requests) for kind, requests in found if requests]


def announced(user: User) -> list[str]:
    """Return, of all kinds, what this person is told and has nothing to do about yet."""
    return [said for kind in _kinds if kind.announced for said in kind.announced(user)]
