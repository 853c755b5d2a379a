"""The lists of the admin: in French, searched and filtered without errors, with a constant number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.models import Fact
from courses.models import LessonPage, ModulePage
from directory.models import Organisation
from passport.models import Skill, SkillDomain
from tests.content.test_search_backend import ODD
from tests.directory.factories import CollectiveFactory, PeerGroupFactory

pytestmark = pytest.mark.django_db
LISTS = {
    "groups": "/admin/annuaire/groupes/",
    "collectives": "/admin/annuaire/collectifs/",
    "organisations": "/admin/annuaire/organisations/",
    "skills": "/admin/competences/liste/",
    "domains": "/admin/competences/familles/",
    "facts": "/admin/faits/",
    "modules": "/admin/formations/",
    "offices": "/admin/fonctions/",
}
# The choosers and searches of the editor too.
SEARCHES = [
    *LISTS.values(),
    "/admin/pages/search/",
    "/admin/images/",
    "/admin/images/chooser/results/",
    "/admin/documents/",
    "/admin/documents/chooser/results/",
    "/admin/choose-page/search/",
    "/admin/faits/chooser/results/",
]


def fill(start: int, number: int) -> None:
    """Make `number` more rows in each list."""
    PeerGroupFactory.create_batch(number, region="Normandie")
    CollectiveFactory.create_batch(number)
    domain, _ = SkillDomain.objects.get_or_create(slug="famille", label="Famille")
    for n in range(start, start + number):
        Skill.objects.create(slug=f"s{n}", domain=domain, label=f"Compétence {n}", description="Une phrase.")
        Fact.objects.create(
            key=f"f{n}", statement="Un fait.", source_title="S", confidence="H", checked_on="2026-01-31"
        )
        Organisation.objects.create(slug=f"o{n}", name=f"Organisation {n}", role="Un rôle")
        SkillDomain.objects.create(slug=f"d{n}", label=f"Famille {n}")


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["groups", "collectives", "organisations", "skills", "domains", "facts"])
def test_queries_do_not_grow_with_the_list(lesson, client_of, name):
    client = client_of("moderator")
    fill(0, 20)
    client.get(LISTS[name])
    counts = []
    for start, more in ((20, 0), (20, 180)):
        fill(start, more)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(LISTS[name]).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 25


@pytest.mark.one_database
@pytest.mark.parametrize("which", ["modules", "lessons"])
def test_queries_do_not_grow_with_the_training(lesson, client_of, which):
    module = lesson.get_parent().specific
    parent, model, address = {
        "modules": (module.get_parent(), ModulePage, LISTS["modules"]),
        "lessons": (module, LessonPage, f"/admin/pages/{module.pk}/"),
    }[which]
    client = client_of("editor")
    counts = []
    for start, more in ((0, 20), (20, 40)):
        for place in range(start, start + more):
            parent.add_child(instance=model(title=f"Page {place}", slug=f"page-{place}"))
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_reached_and_speaks_french(lesson, client_of, name):
    fill(0, 1)
    text = client_of("superuser").get(LISTS[name]).text
    assert "Entrepairs" in text
    assert "Wagtail<" not in text


@pytest.mark.parametrize("url", SEARCHES)
def test_nothing_typed_breaks_a_search_of_the_admin(lesson, client_of, url):
    fill(0, 2)
    client = client_of("superuser")
    for odd in ODD:
        assert client.get(url, {"q": odd, "query": odd}).status_code < 500, odd[:20]


@pytest.mark.parametrize(
    ("url", "query"),
    [
        ("/admin/annuaire/groupes/", {"region": "Normandie", "is_listed": "true", "q": "gem"}),
        ("/admin/annuaire/groupes/", {"region": "\x00", "kind": "x", "ordering": "nulle-part"}),
        ("/admin/annuaire/collectifs/", {"region": "Normandie", "q": "collectif", "ordering": "-town"}),
        ("/admin/competences/liste/", {"domain": "1", "q": "compétence"}),
        ("/admin/competences/liste/", {"domain": "abc", "p": "abc"}),
        ("/admin/faits/", {"confidence": "H", "q": "fait", "ordering": "-checked_on"}),
    ],
)
def test_filters_and_orders_go_with_a_search(lesson, client_of, url, query):
    fill(0, 3)
    assert client_of("superuser").get(url, query).status_code < 500


def test_a_search_finds_without_accents(indexed, lesson, client_of):
    PeerGroupFactory(name="GEM d’Évreux", town="Évreux")
    PeerGroupFactory(name="GEM de Caen", town="Caen")
    text = client_of("moderator").get(LISTS["groups"], {"q": "evreu"}).text
    assert "GEM d’Évreux" in text
    assert "GEM de Caen" not in text


def test_the_menu_holds_only_what_is_used(lesson, client_of):
    text = client_of("superuser").get("/admin/").text
    for label in ("Annuaire", "Comp\\u00e9tences", "Faits \\u00e9tablis", "Formations"):
        assert label in text
    assert '"name": "help"' not in text
    assert "guide.wagtail.org" not in text
    assert "Soumettre" in client_of("editor").get("/admin/").text


def test_nobody_deletes_a_group_people_stand_on(lesson, client_of):
    group = PeerGroupFactory()
    client_of("moderator").post(f"/admin/annuaire/groupes/delete/{group.pk}/")
    group.refresh_from_db()
    assert group.pk


def test_a_moderator_mends_a_group_with_a_trace(lesson, client_of):
    group = PeerGroupFactory(name="GEM de Caen", slug="caen")
    client = client_of("moderator")
    url = f"/admin/annuaire/groupes/edit/{group.pk}/"
    data = {"name": "Le Vrai Nom", "slug": "caen", "stage": "open", "is_listed": "on"}
    assert client.post(url, data).status_code == 302
    group.refresh_from_db()
    assert group.name == "Le Vrai Nom"
    assert group.revisions.count() == 1
    assert client.post(url, {"name": "\x00", "slug": "é é", "checked_on": "hier"}).status_code == 200
    group.refresh_from_db()
    assert group.name == "Le Vrai Nom"
