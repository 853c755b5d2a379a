"""/recherche/: one box that finds what is published; odd searches break nothing."""

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from content.finding.catalogue import catalogue
from content.models import HomePage, PracticePage, TextPage
from courses.models import LessonPage, ModuleIndexPage, ModulePage, PathIndexPage, PathPage
from tests.content.test_search_backend import ODD
from tests.directory.factories import CollectiveFactory, PeerGroupFactory
from tests.every_case import broken
from tests.practices.factories import build_exchange, make_practice
from tests.take_home.factories import build_tools, make_tool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indexed")]
URL = "/recherche/"


@pytest.fixture
def site():
    home = HomePage(title="Accueil", slug="accueil", promise="Ensemble", lede="Entre pairs.")
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": home, "hostname": "localhost"})
    modules = home.add_child(instance=ModuleIndexPage(title="Se former", slug="formations"))
    paths = home.add_child(instance=PathIndexPage(title="Parcours", slug="parcours"))
    paths.add_child(instance=PathPage(title="Je débute", slug="debut", intro="La caisse, pour commencer."))
    module = modules.add_child(instance=ModulePage(title="Tenir la trésorerie", slug="tresorerie", intro="La caisse."))
    text = [{"type": "text", "value": {"heading": "La caisse", "text": "<p>On compte à deux.</p>"}}]
    module.add_child(instance=LessonPage(title="Compter", slug="compter", body=text))
    module.add_child(instance=LessonPage(title="La caisse cachée", slug="cachee", body=text, live=False))
    home.add_child(instance=TextPage(title="Merci", slug="merci", body=text))
    make_tool(build_tools(), title="La feuille de caisse", slug="feuille-de-caisse")
    make_tool(title="La caisse, en brouillon", live=False)
    make_practice(build_exchange(), title="Compter la caisse", slug="caisse")
    PeerGroupFactory(slug="caisse", name="Les Amis de la Caisse", town="Évreux", region="Normandie")
    PeerGroupFactory(slug="cache", name="La Caisse cachée", is_listed=False)
    CollectiveFactory(slug="caisse", name="Collectif La Caisse")


def titles(response) -> dict[str, list[str]]:
    groups = response.context["results"].groups
    return {group.title: [hit.thing.title for hit in group.shown] for group in groups}


def test_each_sort_of_thing_is_found_under_its_name(client, site):
    assert titles(client.get(URL, {"q": "caisses"})) == {
        "Formations": ["Tenir la trésorerie"],
        "Leçons": ["Compter"],
        "Outils": ["La feuille de caisse"],
        "Parcours": ["Je débute"],
        "Fiches de pratique": ["Compter la caisse"],
        "Pages": ["Merci"],
        "Groupes d’entraide mutuelle": ["Les Amis de la Caisse"],
        "Collectifs d’entraide et d’insertion": ["Collectif La Caisse"],
    }


def test_what_is_restricted_is_not_told(client, site):
    """The search shows a visitor neither a restricted page nor the pages below it."""
    for page in (ModulePage, PracticePage):
        PageViewRestriction.objects.create(page=page.objects.get(), restriction_type="login")
    found = titles(client.get(URL, {"q": "caisse compter"}))
    found |= titles(client.get(URL, {"q": "caisse"}))
    assert not {"Formations", "Leçons", "Fiches de pratique"} & found.keys()
    assert "Parcours" in found


def test_a_lesson_leads_to_its_page_and_names_its_training(client, site):
    text = client.get(URL, {"q": "compter"}).text
    assert 'href="/formations/tresorerie/compter/"' in text
    assert "Tenir la trésorerie" in text


def test_a_town_or_a_region_finds_its_groups(client, site):
    for asked in ("evreux", "normandie"):
        assert titles(client.get(URL, {"q": asked}))["Groupes d’entraide mutuelle"] == ["Les Amis de la Caisse"]
    assert titles(client.get(URL, {"q": "normandie"}))["L’annuaire, par endroit"] == ["Normandie"]


def test_an_empty_box_says_what_can_be_asked(client, site):
    for query in ({}, {"q": "  "}):
        response = client.get(URL, query)
        assert response.status_code == 200
        assert "Ce que l’on peut chercher ici" in response.text


def test_nothing_found_is_said_with_an_example(client, site):
    assert "Nous n’avons rien trouvé" in client.get(URL, {"q": "zèbre"}).text


def test_nothing_typed_breaks_the_page(client, site):
    def answers(odd):
        return client.get(URL, {"q": odd}).status_code == (422 if len(odd.strip()) > 200 or "\x00" in odd else 200)

    def stays_text(odd):
        return "<b>" not in client.get(URL, {"q": f"<b>{odd}"[:100].replace("\x00", "")}).text

    assert (broken(ODD, answers), broken(ODD, stays_text)) == ({}, {})


def test_one_search_too_many_is_asked_to_wait(client, site):
    with override_settings(LIMITS={"search": "2/m/ip"}):
        assert [client.get(URL, {"q": "caisse"}).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.one_database
def test_the_number_of_queries_does_not_grow(client, site):
    module = ModulePage.objects.get()

    def costs() -> tuple[int, int]:
        caches["pages"].clear()
        found = []
        with override_settings(LIMITS={"search": "240/m/ip"}):
            for _ in range(2):
                with CaptureQueriesContext(connection) as queries:
                    response = client.get(URL, {"q": "caisse"})
                found.append(len(queries))
        assert all(len(found) <= 10 for found in titles(response).values())
        return found[0], found[1]

    client.get(URL, {"q": "caisse"})
    few = costs()
    PeerGroupFactory.create_batch(60, name="Caisse")
    for number in range(15):
        module.add_child(instance=LessonPage(title=f"Caisse {number}", slug=f"c-{number}", body=[]))
    assert costs() == few
    assert few[0] <= 16  # once a generation, for each process
    assert few[1] <= 8


@pytest.mark.one_database
def test_a_search_in_vain_costs_no_more(client, site):
    client.get(URL, {"q": "caisse"})
    for day in range(1, 8):
        with (
            time_machine.travel(f"2026-03-{day:02} 12:00+01:00", tick=False),
            override_settings(LIMITS={"search": "240/m/ip", "search_in_vain": "60/d/ip"}),
        ):
            catalogue()
            with CaptureQueriesContext(connection) as queries:
                client.get(URL, {"q": "permis bateau"})
        assert len(queries) <= 8, day


@pytest.mark.parametrize("words", ["calendrier", "Calendrier annee", "les échéances de l’année"])
def test_the_calendar_of_the_year_is_found_among_the_tools(client, site, words):
    assert titles(client.get(URL, {"q": words}))["Outils"] == ["Le calendrier de l’année"]


def test_the_calendar_answers_in_part_a_word_that_it_does_not_say(client, site):
    results = client.get(URL, {"q": "calendrier lunaire"}).context["results"]
    assert results.answer.is_partial
    assert [hit.missing for hit in results.nearest or results.answer.hits] == [("lunaire",)]


@pytest.mark.parametrize("words", ["de la", "caisse"])
def test_the_calendar_is_not_found_by_other_words(client, site, words):
    assert "Le calendrier de l’année" not in titles(client.get(URL, {"q": words})).get("Outils", [])
