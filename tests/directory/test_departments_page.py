"""/annuaire/departements/: the list and the map lead to the same places."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from directory.by_department import counted
from directory.departments import DEPARTMENTS
from directory.listing import listed_places
from tests.directory.factories import CollectiveFactory, PeerGroupFactory

pytestmark = pytest.mark.django_db
URL = "/annuaire/departements/"
OF_THE_MAP = re.compile(r'<a xlink:href="([^"]+)" tabindex="-1"')


@pytest.fixture
def page(client):
    PeerGroupFactory(department_code="76")
    CollectiveFactory(department_code="76")
    PeerGroupFactory(department_code="974")
    PeerGroupFactory(department_code="27", is_listed=False)
    PeerGroupFactory(region="Bretagne")
    return client.get(URL).text


def part(page: str, opening: str, closing: str) -> str:
    return page[page.index(opening) : page.index(closing, page.index(opening))]


def test_the_list_counts_the_places_of_each_departement(page):
    listed = part(page, 'id="liste"', '<svg class="map"')
    assert "Seine-Maritime (76)\N{NO-BREAK SPACE}: 2 lieux" in listed
    assert "La Réunion (974)\N{NO-BREAK SPACE}: 1 lieu<" in listed
    assert "Eure (27)\N{NO-BREAK SPACE}: aucun lieu connu" in listed
    assert "De 1 lieu, nous ne savons pas encore le département" in listed


def test_the_map_leads_where_the_list_leads_overseas_included(page):
    listed = set(re.findall(r'<a href="(/annuaire/\?[^"]+)"', part(page, 'id="liste"', '<svg class="map"')))
    drawn = set(OF_THE_MAP.findall(part(page, '<svg class="map"', "</svg>")))
    assert len(listed) == len(DEPARTMENTS)
    assert drawn == listed


def test_a_keyboard_passes_the_map_by_and_a_screen_reader_is_told_what_it_is(page):
    drawing = part(page, '<svg class="map"', "</svg>")
    assert 'role="group" aria-label="Carte, avec les mêmes liens que la liste"' in drawing
    assert drawing.count("<a ") == drawing.count('tabindex="-1"') == drawing.count("<title>")
    assert page.index('id="liste"') < page.index('<svg class="map"'), "the list is read first"


def test_each_departement_leads_to_a_page_that_says_something(client, page):
    for each in counted(listed_places()):
        if each.code in {"76", "974", "27"}:
            answer = client.get(each.url)
            assert answer.status_code == 200
            assert ("2 lieux" if each.code == "76" else "1 lieu" if each.total else "Aucun lieu") in answer.text
    assert "Les lieux que nous connaissons autour" in client.get("/annuaire/?q=27").text


def test_each_departement_of_the_mainland_has_one_drawing():
    file = Path(finders.find("maps/departements.svg"))
    drawn = re.findall(r'id="d(\w+)"', file.read_text())
    assert drawn == sorted(code for code in DEPARTMENTS if len(code) == 2)
    assert file.stat().st_size < 20_000
    assert settings.STATIC_URL.startswith("/"), "of this site"


def test_a_square_overseas_stands_within_the_map_and_on_no_other(page):
    squares = {(each.x, each.y) for each in counted([]) if each.is_overseas}
    assert len(squares) == sum(len(code) > 2 for code in DEPARTMENTS)
    assert all(0 <= x <= 150 and y <= 585 - 28 for x, y in squares)


@pytest.mark.usefixtures("settings_kept")
def test_it_asks_as_few_queries_as_the_list(client, django_assert_num_queries):
    PeerGroupFactory.create_batch(30, department_code="76")
    with django_assert_num_queries(3):
        client.get(f"{URL}?x")
