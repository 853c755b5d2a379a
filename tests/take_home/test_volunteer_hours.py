"""What hours of volunteering open at the « compte d’engagement citoyen », from what one types and nobody keeps."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from content.models import Fact
from content.volunteer_hours.forms import WRITE_HOURS
from content.volunteer_hours.rules import Answer, Given, Part
from content.volunteer_hours.views import FACTS

PAGE = reverse("volunteer_hours:page")
NOW = datetime.datetime(2026, 12, 1, 10, tzinfo=datetime.UTC)
GIVEN = {"annee": "cette", "declaree": "oui", "place": "conseil", "ici": "150", "ailleurs": "50"}
OPENS, NOT_YET, PERHAPS = "Ces heures comptent", "Il manque encore quelque chose", "Ces heures comptent peut-être"

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("in_one", "elsewhere", "opens"),
    [
        (200, 0, Answer.YES),
        (199, 0, Answer.NO),
        (100, 100, Answer.YES),
        (99, 101, Answer.NO),
        (100, 99, Answer.NO),
        (0, 0, Answer.NO),
    ],
)
def test_two_hundred_hours_of_which_a_hundred_in_one(in_one, elsewhere, opens):
    assert Given(2026, Answer.YES, Part.BOARD, in_one, elsewhere).opens == opens


@pytest.mark.parametrize(
    ("declared", "part", "opens"),
    [
        (Answer.YES, Part.LEADS, Answer.YES),
        (Answer.NO, Part.BOARD, Answer.NO),
        (Answer.UNKNOWN, Part.BOARD, Answer.UNKNOWN),
        (Answer.YES, Part.NEITHER, Answer.NO),
        (Answer.UNKNOWN, Part.NEITHER, Answer.NO),
    ],
)
def test_who_may_and_in_which_association(declared, part, opens):
    assert Given(2026, declared, part, 300).opens == opens


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("given", "title", "said"),
    [
        ({}, OPENS, "30 juin 2027"),
        ({"annee": "passee"}, OPENS, "Ce jour\n                        est passé"),
        ({"ici": "120", "ailleurs": ""}, NOT_YET, "Il en manque 80."),
        ({"ici": "90", "ailleurs": "200"}, NOT_YET, "Il en manque 10."),
        ({"declaree": "inconnu"}, PERHAPS, "À vérifier"),
        ({"place": "autre"}, NOT_YET, "Pas encore"),
    ],
)
def test_the_page_says_what_is_there_and_what_lacks(client, given, title, said):
    page = client.get(PAGE, GIVEN | given)
    assert page.status_code == 200
    assert page["X-Robots-Tag"] == "noindex"
    assert f'id="reponse">{title}<' in page.text
    assert said in page.text


@pytest.mark.usefixtures("clock")
def test_a_first_visit_asks_and_answers_nothing(client):
    page = client.get(PAGE)
    assert page.status_code == 200
    assert 'id="reponse"' not in page.text
    assert "Choisissez une réponse" not in page.text


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"annee": ""}, "Choisissez une réponse."),
        ({"place": "chef"}, "Choisissez une réponse de la liste."),
        ({"ici": ""}, WRITE_HOURS),
        ({"ici": "-1"}, "supérieure ou égale à 0"),
        ({"ici": "beaucoup"}, "nombre entier"),
        ({"ici": "8784", "ailleurs": "1"}, "plus d’heures qu’il n’y en a"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(client, given, said):
    page = client.get(PAGE, GIVEN | given)
    assert page.status_code == 422
    assert said in page.text
    typed = GIVEN | given
    assert all(f'value="{typed[name]}"' in page.text for name in ("ici", "ailleurs") if typed[name])
    assert 'id="reponse"' not in page.text


def test_the_amount_is_that_of_the_editors_and_the_sources_are_there(client, first_content):
    assert Fact.objects.filter(key__in=FACTS).count() == len(FACTS)
    with time_machine.travel(NOW, tick=False):  # not sooner: the first content is written once, at the hour it is
        page = client.get(PAGE, GIVEN).text
    assert "240 €" in page.replace("\u00a0", " ").replace("&nbsp;", " ")
    assert page.count("legifrance.gouv.fr") == 3
    assert PAGE in client.get(reverse("tools:index")).text
