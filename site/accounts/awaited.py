"""« Demandes »: what other people await from a member, and that nobody else can give in their place.

An app registers a kind: the queries that tell, in one statement for all kinds, whether anything of it waits, and what
lists it. The header of each page asks whether; the home and « Demandes » list. Nothing of it outlives the request but
the words of the statement, written once in a quarter of an hour, for whoever asks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Exists, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from lib.kept_statement import ANY_KEY, KeptStatement, keep, quarter_of_an_hour

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

    `waiting` returns the queries one row of which says that something waits. Its statement is kept: it reads nothing of
    the person but their key, and compares moments with `Moment`. `listed` returns at most so many requests.
    `announced` returns sentences on what waits for somebody else first: read on « Demandes » alone, counted nowhere.
    """

    rank: int
    title: str
    icon: str
    waiting: Callable[[User], Sequence[QuerySet[Any]]]
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
    statement, asked = statement_of(tuple(_kinds), quarter_of_an_hour(), timezone.get_current_timezone_name())
    row = statement.first(user.pk) if statement else None
    told = {number for number, is_so in zip(asked, row or (), strict=False) if is_so}
    return [kind for number, kind in enumerate(_kinds) if number in told]


@lru_cache(maxsize=8)
def statement_of(kinds: tuple[Kind, ...], quarter: int, zone: str) -> tuple[KeptStatement | None, list[int]]:
    """Return the statement that asks of these kinds whether something waits, and of which kind each column tells.

    `quarter` and `zone` say until when what it holds of days is true.
    """
    anybody = User(pk=ANY_KEY)
    queries = [(number, Exists(query)) for number, kind in enumerate(kinds) for query in kind.waiting(anybody)]
    if not queries:
        return None, []
    columns = {f"waits_{place}": query for place, (_, query) in enumerate(queries)}
    asked = User.objects.filter(pk=ANY_KEY).order_by().annotate(**columns).values_list(*columns)
    return keep(asked), [number for number, _ in queries]


def listed(request: HttpRequest, most: int = MOST) -> list[Listed]:
    """Return the requests that wait for the member, `most` of each kind; a kind of which nothing waits is not read."""
    found = ((kind, kind.listed(request.user, most)) for kind in waiting(request) if request.user.is_authenticated)
    return [Listed(kind, requests) for kind, requests in found if requests]


def announced(user: User) -> list[str]:
    """Return, of all kinds, what this person is told and has nothing to do about yet."""
    return [said for kind in _kinds if kind.announced for said in kind.announced(user)]
