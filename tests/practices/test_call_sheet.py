"""The paper for the telephone: pair-advocates find it on their home and above the questions, once it is on the site."""

import pytest

from content.models import ToolPage
from content.tools.shown import CALL_SHEET, shown_at
from tests.people import mark_second_factor
from tests.practices.peer_advocates import browser_of, make_peer_advocate
from tests.take_home.factories import build_tools, make_tool

KEPT_NOWHERE = "Rien n’est gardé par le site."


@pytest.fixture
def advocate(index):
    """Return the browser of a peer advocate who gave their second factor."""
    client = browser_of(make_peer_advocate("Camille"))
    mark_second_factor(client)
    return client


@pytest.fixture
def sheet(index) -> ToolPage:
    return make_tool(build_tools(), slug=CALL_SHEET)


@pytest.mark.parametrize("address", ["/", "/pratiques/questions/"])
def test_a_pair_advocate_finds_it_where_they_work(advocate, sheet, address):
    page = advocate.get(address).text
    assert f'href="{sheet.address}"' in page
    assert KEPT_NOWHERE in page


@pytest.mark.parametrize("address", ["/", "/pratiques/questions/"])
def test_without_it_nothing_is_said_of_it(advocate, sheet, address):
    sheet.unpublish()
    page = advocate.get(address)
    assert page.status_code == 200
    assert "fiche d’appel" not in page.text


def test_nobody_else_has_it_on_their_home(client_of, sheet):
    assert sheet.address not in client_of("member").get("/").text


def test_another_tool_is_not_it(index):
    make_tool(build_tools(), slug="autre-outil")
    assert shown_at(CALL_SHEET) is None
