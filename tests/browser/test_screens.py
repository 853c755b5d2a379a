"""Every screen of the access table, as each kind of person sees it, narrow and wide, light and dark."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from tests.browser.checks import assert_accessible, assert_fits
from tests.people import KINDS
from tests.security.table import TABLE
from tests.security.world import World

# Not pages: JSON for machines, a file to download.
NOT_SCREENS = {"health_live", "health_ready", "accounts:data_file", "practices:feed"}
WATCHED = ["visitor", "member", "facilitator", "coordinator", "superuser"]


@pytest.fixture
def world(transactional_db) -> World:
    """Everything the addresses lead to."""
    caches["pages"].clear()
    return World()


def _shown_to(kind: str) -> list[str]:
    """The screens a kind of person sees, less those a person watched before sees the same."""
    column = KINDS.index(kind)
    shown = [name for name, (get, _) in TABLE.items() if get[column] == "o" and name not in NOT_SCREENS]
    if kind in {"facilitator", "coordinator", "superuser"}:
        shown = [name for name in shown if name.startswith(("groups:", "mfa_", "accounts:home"))]
    return shown


@pytest.mark.parametrize("kind", WATCHED)
def test_every_screen_is_accessible_in_every_look(world, window, look, kind):
    page = window(**look, user=world.people.of(kind), second_factor=kind == "superuser")
    for name in _shown_to(kind):
        assert page.goto(reverse(name, kwargs=world.arguments.get(name, {}))).status == 200, name
        assert_accessible(page)
        assert_fits(page)
