"""The page of a group and of a collective: what is known, its source, nothing invented."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from directory.models import Collective, PeerGroup
from tests.directory.factories import CollectiveFactory, PeerGroupFactory

pytestmark = pytest.mark.django_db
LABELS = ["Parrain", "Gestionnaire", "Horaires", "Public", "Ville", "Département", "Région", "À savoir", "Porté par"]


def page(client, place) -> str:
    response = client.get(place.get_absolute_url())
    assert response.status_code == 200
    return response.text


def test_what_is_unknown_is_not_shown(client):
    for place in (PeerGroupFactory(), CollectiveFactory()):
        text = page(client, place)
        assert not [label for label in LABELS if f"<dt>{label}</dt>" in text]
        assert "None" not in text


def test_what_is_known_is_shown_with_its_source(client):
    group = PeerGroupFactory(
        name="Le Haut GEM",
        name_is_official=True,
        town="Mamers",
        kind=PeerGroup.Kind.PSYCHIC,
        sponsor="Un parrain",
        opening_hours="Le mardi",
        source_title="Un dossier de 2023",
        source_url="https://exemple.org/dossier",
        checked_on=datetime.date(2026, 11, 21),
    )
    text = page(client, group)
    for known in (
        "Le Haut GEM",
        "Mamers",
        "trouble psychique",
        "Un parrain",
        "Le mardi",
        "vérifié le 21 novembre 2026",
    ):
        assert known in text
    assert '<a href="https://exemple.org/dossier" rel="noreferrer">Un dossier de 2023</a>' in text
    assert "nom pour le reconnaître" not in text


def test_an_unofficial_name_is_shown_as_such(client):
    assert "nom pour le reconnaître" in page(client, PeerGroupFactory(name_is_official=False))


def test_a_source_without_an_address_is_named(client):
    text = page(client, PeerGroupFactory(source_title="Fiche action de 2020"))
    assert "<li>Fiche action de 2020" in text


def test_without_a_contact_none_is_invented(client):
    text = page(client, PeerGroupFactory(source_title="Un dossier"))
    assert "Nous ne connaissons pas encore de contact public" in text
    assert "mailto:" not in text
    known = page(client, PeerGroupFactory(public_contact="Au local, le mardi"))
    assert "Au local, le mardi" in known
    assert "Nous ne connaissons pas encore" not in known


def test_the_title_says_nothing_of_health(client):
    text = page(client, PeerGroupFactory(name="GEM de Caen", kind="psychic"))
    head = text[: text.index("</head>")]
    assert "psychique" not in head


def test_a_hidden_group_is_not_found(client):
    assert client.get(PeerGroupFactory(is_listed=False).get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["directory:peer_group", "directory:collective"])
def test_an_unknown_place_is_not_found(client, name):
    assert client.get(reverse(name, args=["nulle-part"])).status_code == 404


def test_collectives_near_come_by_departement_then_region(client):
    group = PeerGroupFactory(department_code="76", region="Normandie")
    CollectiveFactory(slug="caen", department_code="14", region="Normandie")
    CollectiveFactory(slug="rouen", department_code="76", region="Normandie")
    CollectiveFactory(slug="lyon", department_code="69", region="Auvergne-Rhône-Alpes")
    CollectiveFactory(slug="inconnu")
    near = client.get(group.get_absolute_url()).context["near"]
    assert [place.slug for place in near] == ["rouen", "caen"]


def test_a_group_at_an_unknown_place_has_no_collective_near(client):
    CollectiveFactory(slug="inconnu")
    text = page(client, PeerGroupFactory())
    assert "près d’ici" not in text
    assert not Collective.objects.near("", "").exists()


@pytest.mark.usefixtures("settings_kept")
def test_a_page_takes_three_queries(client, django_assert_max_num_queries):
    group = PeerGroupFactory(department_code="76", region="Normandie")
    CollectiveFactory.create_batch(5, department_code="76", region="Normandie")
    with django_assert_max_num_queries(3):
        page(client, group)


def test_only_a_signed_in_member_is_offered_to_share_with_a_collective(people, client_of):
    page = people.collective.get_absolute_url()
    seen = {Client().get(page).content for _ in range(2)}
    assert len(seen) == 1
    assert "Ouvrir un partage" not in seen.pop().decode()
    offered = client_of("member").get(page).text
    assert f'/passeport/partages/nouveau/?collectif={people.collective.slug}"' in offered


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("02 35 00 00 00", 'href="tel:0235000000"'),
        ("Appeler le 02.35.00.00.00, le matin", 'href="tel:0235000000"'),
        ("02\N{NO-BREAK SPACE}35\N{NO-BREAK SPACE}00\N{NO-BREAK SPACE}00\N{NO-BREAK SPACE}00", 'href="tel:0235000000"'),
        ("+33 (0)2 35 00 00 00", 'href="tel:+33235000000"'),
        ("0590 00 00 00", 'href="tel:0590000000"'),
        ("gem@exemple.fr ou le mardi", 'href="mailto:gem@exemple.fr"'),
    ],
)
def test_a_contact_is_a_link_to_call_or_to_write(client, written, link):
    assert link in page(client, PeerGroupFactory(public_contact=written))


@pytest.mark.parametrize(
    "written", ["Au local, le mardi", "12345678901234", "<b>02</b> & nous", "@ nous", "SIRET 00000000000000"]
)
def test_what_is_no_number_and_no_address_stays_a_text(client, written):
    text = page(client, PeerGroupFactory(public_contact=written))
    assert "tel:" not in text
    assert "mailto:" not in text
    assert "<b>02" not in text
