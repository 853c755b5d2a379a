"""The access table: every address of ours and of allauth's × method × eleven roles.

Ten kinds of people, and whoever shows a card alone.

A cell is one sign: `o` a page shown (200), `f` a file or words for machines (200), `+` made and shown (201), `>` led
elsewhere, `s` led to the sign-in page, `2` led to the second factor, `4` not found, `x` refused (403), `!` asked again
(422), `m` no such method (405). Columns:
visitor, member (the owner), other member, facilitator, board member, editor, moderator, coordinator, referent,
superuser, then card only: the member's card, shown without its code. It opens what a visitor opens, the page of the
code, and that of a second person in a lesson.
The objects behind the addresses are the member's own, or their group's. A POST sends an empty form.
"""

import copy
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from tests.accounts.kit import show_alone
from tests.people import KINDS, sign_in
from tests.security.table import TABLE
from tests.security.world import World

SIGNS = {200: "o", 201: "+", 403: "x", 404: "4", 405: "m", 422: "!"}
# Wagtail's own lists have their own tests; the catch-alls match any path.
ELSEWHERE = ("wagtail", "sharing:nothing")


def _named(resolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if str(pattern.pattern) == "admin/":
            continue  # Wagtail's hundreds of addresses have their own tests
        if hasattr(pattern, "url_patterns"):
            yield from _named(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            yield prefix + pattern.name


def names() -> list[str]:
    """Return the name of every address but Wagtail's."""
    return sorted({name for name in _named(get_resolver()) if not name.startswith(ELSEWHERE)})


def _sign(response) -> str:
    if response.status_code == 200 and not response.headers.get("Content-Type", "").startswith("text/html"):
        return "f"
    if response.status_code not in {301, 302, 303}:
        return SIGNS.get(response.status_code, str(response.status_code))
    path = urlsplit(response.headers["Location"]).path
    if path == reverse("account_login"):
        return "s"
    return "2" if path.startswith(reverse("mfa_index")) else ">"


class _Undo(Exception):
    """Raised to roll back what a request wrote, so that each cell meets the same world."""


def _ask(client: Client, method: str, address: str) -> str:
    sign, cookies = "", copy.deepcopy(client.cookies)
    try:
        with transaction.atomic():
            sign = _sign(getattr(client, method)(address))
            raise _Undo
    except _Undo:
        client.cookies = cookies
        return sign


@pytest.fixture
def world(db) -> World:
    """Make everything that the addresses lead to."""
    return World()


@pytest.fixture
def clients(world) -> list[Client]:
    """Sign in one browser for each kind of people; in the last one, the card of the member is shown alone."""
    browsers = [Client(headers={"Sec-Fetch-Site": "same-origin"}) for _ in range(len(KINDS) + 1)]
    show_alone(browsers[-1], world.card)
    return [sign_in(browser, world.people, kind) for browser, kind in zip(browsers, KINDS, strict=False)] + browsers[
        -1:
    ]


def observed(clients: list[Client], address: str) -> tuple[str, str]:
    """Return the two rows of an address: GET and POST."""
    return tuple("".join(_ask(client, method, address) for client in clients) for method in ("get", "post"))


def _askers(row: tuple[str, str], turn: int) -> list[int]:
    """Return the columns of those who ask: everybody on SQLite; elsewhere one for each answer, in turn.

    Who may is decided in Python. What another database answers is seen once for each answer that it leads to.
    """
    if connection.vendor == "sqlite":
        return list(range(len(row[0])))
    alike: dict[tuple[str, str], list[int]] = {}
    for column, signs in enumerate(zip(*row, strict=True)):
        alike.setdefault(signs, []).append(column)
    return [columns[turn % len(columns)] for columns in alike.values()]


def test_every_address_has_a_row_in_the_table():
    assert names() == sorted(TABLE)


def test_each_kind_of_person_gets_what_the_table_says(world, clients):
    found = {}
    for turn, (name, row) in enumerate(TABLE.items()):
        asking, address = _askers(row, turn), reverse(name, kwargs=world.arguments.get(name, {}))
        signs = observed([clients[column] for column in asking], address)
        if signs != tuple("".join(each[column] for column in asking) for each in row):
            found[name] = (asking, signs)
    assert found == {}
