"""Every screen of the access table, as each kind of person sees it: widths and themes in turn."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from tests.browser.checks import assert_shown_well
from tests.people import KINDS
from tests.security.table import TABLE
from tests.security.world import World

PART = 25
WATCHED = ["visitor", "member", "facilitator", "coordinator", "superuser"]


@pytest.fixture
def world(transactional_db) -> World:
    """Make everything that the addresses lead to."""
    caches["pages"].clear()
    return World()


def _shown_to(kind: str) -> list[str]:
    """Return the screens of a kind of person, without those that a kind checked before sees the same."""
    column = KINDS.index(kind)
    shown = [name for name, (get, _) in TABLE.items() if get[column] == "o"]
    if kind in {"facilitator", "coordinator", "superuser"}:
        shown = [name for name in shown if name.startswith(("groups:", "coordination:", "mfa_", "accounts:home"))]
    return shown


def _parts() -> list[tuple[str, list[str]]]:
    """Return kinds of people and the screens to check for each, in parts of about a minute."""
    shown = [(kind, _shown_to(kind)) for kind in WATCHED]
    return [(kind, names[start : start + PART]) for kind, names in shown for start in range(0, len(names), PART)]


@pytest.mark.parametrize(("kind", "names"), _parts(), ids=lambda value: value if isinstance(value, str) else value[0])
def test_every_screen_is_accessible_in_every_look(world, window, kind, names):
    page = window(user=world.people.of(kind), second_factor=kind == "superuser")
    for turn, name in enumerate(names, start=WATCHED.index(kind)):
        assert page.goto(reverse(name, kwargs=world.arguments.get(name, {}))).status == 200, name
        assert_shown_well(page, turn)
