"""/annuaire/: one list, filters as an address, a flat number of queries."""

import pytest

from tests.directory.factories import CollectiveFactory, PeerGroupFactory

pytestmark = pytest.mark.django_db
URL = "/annuaire/"


@pytest.fixture
def places():
    PeerGroupFactory(
        slug="evreux",
        name="GEM d’Évreux",
        town="Évreux",
        department_code="27",
        department="Eure",
        region="Normandie",
        kind="psychic",
    )
    PeerGroupFactory(
        slug="mulhouse",
        name="GEM L’As",
        town="Mulhouse",
        department_code="68",
        department="Haut-Rhin",
        region="Grand Est",
        kind="autism",
    )
    PeerGroupFactory(slug="cache", name="GEM caché", town="Évreux", region="Bretagne", is_listed=False)
    CollectiveFactory(
        slug="rouen",
        name="Clubhouse Rouen",
        town="Saint-Étienne-du-Rouvray",
        department_code="76",
        department="Seine-Maritime",
        region="Normandie",
    )


def shown(client, **query) -> set[str]:
    response = client.get(URL, query)
    assert response.status_code == 200
    return {place.slug for place in response.context["page_obj"]}


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ({}, {"evreux", "mulhouse", "rouen"}),
        ({"q": "evreux"}, {"evreux"}),
        ({"q": "ÉVREUX"}, {"evreux"}),
        ({"q": "saint etienne"}, {"rouen"}),
        ({"q": "l'as"}, {"mulhouse"}),
        ({"q": "club rouen"}, {"rouen"}),
        ({"region": "Normandie"}, {"evreux", "rouen"}),
        ({"departement": "27"}, {"evreux"}),
        ({"public": "autism"}, {"mulhouse"}),
        ({"sorte": "collectif"}, {"rouen"}),
        ({"sorte": "groupe", "region": "Normandie"}, {"evreux"}),
        ({"q": "mulhouse", "region": "Normandie"}, set()),
        ({"q": "", "region": "", "inconnu": "x"}, {"evreux", "mulhouse", "rouen"}),
    ],
)
def test_a_filter_keeps_the_places_that_match(client, places, query, slugs):
    assert shown(client, **query) == slugs


def test_only_values_that_some_place_has_are_offered(client, places):
    form = client.get(URL).context["form"]
    assert [value for value, _ in form.fields["region"].choices] == ["", "Grand Est", "Normandie"]
    assert [value for value, _ in form.fields["public"].choices] == ["", "psychic", "autism"]
    assert [value for value, _ in form.fields["departement"].choices] == ["", "27", "68", "76"]


def test_an_empty_list_says_what_to_do(client, places):
    response = client.get(URL, {"q": "introuvable"})
    assert "avec moins de choix" in response.text
    assert 'value="introuvable"' in response.text


@pytest.mark.parametrize(
    "query",
    [
        {"region": "Atlantide"},
        {"departement": "999"},
        {"public": "tous"},
        {"sorte": "\x00"},
        {"q": "\x00"},
        {"q": "x" * 10_000},
        {"region": "‮'\"><script>"},
    ],
)
def test_an_unknown_value_is_explained_beside_its_field(client, places, query):
    response = client.get(URL, query)
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.text
    assert "field-error" in response.text
    assert "<script>" not in response.text


@pytest.mark.parametrize("q", ["😀", "%", "'", '"', "‮ev", "NEAR(a b)", "\u0301"])
def test_odd_text_finds_nothing_and_breaks_nothing(client, places, q):
    assert client.get(URL, {"q": q}).status_code == 200


@pytest.mark.parametrize("page", ["0", "2", "abc", "-1", "9" * 5000, "\x00"])
def test_a_page_that_does_not_exist_is_not_found(client, places, page):
    assert client.get(URL, {"page": page}).status_code == 404


def test_an_empty_page_is_the_first(client, places):
    assert shown(client, page="") == {"evreux", "mulhouse", "rouen"}


def test_a_long_list_is_cut_and_keeps_the_filters(client):
    PeerGroupFactory.create_batch(30, region="Normandie")
    response = client.get(URL, {"region": "Normandie"})
    assert len(response.context["page_obj"]) == 24
    assert "?region=Normandie&amp;page=2" in response.text
    assert len(client.get(URL, {"region": "Normandie", "page": 2}).context["page_obj"]) == 6


def test_the_query_string_of_the_next_page_is_encoded(client):
    PeerGroupFactory.create_batch(30, name="GEM & <b>")
    assert "<b>" not in client.get(URL, {"q": "& <b>"}).text


@pytest.mark.usefixtures("settings_kept")
@pytest.mark.parametrize("number", [47, 700])
def test_queries_do_not_grow_with_the_directory(client, django_assert_num_queries, number):
    PeerGroupFactory.create_batch(number - 10, region="Normandie", department_code="76", department="Seine-Maritime")
    CollectiveFactory.create_batch(10)
    with django_assert_num_queries(3):  # groups, collectives, and when they are closed
        client.get(URL, {"region": "Normandie", "q": "gem"})
