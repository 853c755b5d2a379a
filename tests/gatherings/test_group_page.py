"""/groupe/<slug>/chez-nous/: what the members of a group read there, and nobody else."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from courses.models import GroupReading
from directory import closings
from directory.models import PeerGroup
from gatherings.models import Workshop
from gatherings.programme import rules
from tests.accounts.board import mandate_of, member_of
from tests.courses.factories import build_site, module_with
from tests.gatherings.group_kit import MONDAY, date_of, many_dates, proposal_of, workshop_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
URL = reverse("group_life:home", args=["groupe-ici"])


@pytest.fixture(autouse=True)
def monday():
    """It is a Monday morning: the whole week is to come."""
    with time_machine.travel(MONDAY, tick=False):
        yield


def read(client_of, kind: str = "member") -> str:
    return client_of(kind).get(URL).text


@pytest.mark.parametrize("kind", ["other_member", "coordinator", "moderator", "referent", "superuser"])
def test_nobody_else_opens_the_page_of_a_group(client_of, people, kind):
    assert people.here
    assert client_of(kind).get(URL).status_code == 404


def test_who_left_the_group_does_not_open_its_page(client_of, people):
    client = client_of("member")
    today = timezone.localdate()
    Membership.objects.filter(user=people.member).update(ends_on=today, left_at=timezone.now())
    assert client.get(URL).status_code == 404


def test_the_week_says_its_days_hours_and_what_is_cancelled(client_of, people):
    workshop_of(people.here, "Cuisine", 1, place="La grande salle")
    cancelled = workshop_of(people.here, "Chorale", 2)
    rules.cancel(date_of(cancelled), "La salle est prise.")
    workshop_of(people.here, "La semaine d’après", 8)
    proposal_of(people.here, "Pas encore visible", 1)
    workshop_of(people.elsewhere, "Ailleurs", 1)
    page = read(client_of)
    assert "La semaine du 7 au 13 décembre 2026" in page
    assert page.index("Mardi 8 décembre") < page.index("Cuisine</a>, La grande salle")
    assert "De 14\xa0h à 15\xa0h\xa030" in page
    assert page.index("Chorale") < page.index("Annulé.") < page.index("La salle est prise.")
    assert "Pas encore visible" not in page
    assert "Ailleurs" not in page
    week = page[: page.index('id="nouveau"')]
    assert "La semaine d’après</a>" in week, "the door of the next week"
    assert 'href="/ateliers/' not in week.split("d’après")[0].rsplit("<h3", 1)[-1].split("</ul>")[-1]


def test_days_are_those_of_the_clock_of_the_group(client_of, people):
    PeerGroup.objects.filter(pk=people.here.pk).update(department_code="974")
    people.here.refresh_from_db()
    with time_machine.travel(datetime.datetime(2026, 12, 13, 21, tzinfo=datetime.UTC), tick=False):
        assert "La semaine du 14 au 20 décembre 2026" in read(client_of), "Monday has come in Réunion"
        workshop_of(people.here, "Café", 1, begins_at=datetime.time(1))
        assert "Lundi 14 décembre" in read(client_of)


def test_what_is_new_is_said_once_and_not_what_comes_back_each_week_by_hand(client_of, people):
    Workshop.objects.filter(pk=workshop_of(people.here, "Café", 3).pk).update(proposed_on=datetime.date(2026, 9, 1))
    workshop_of(people.here, "Café", 10)
    workshop_of(people.here, "Réparer un vélo", 9)
    workshop_of(people.here, "Chorale", 2)
    page = read(client_of)
    assert "Un nouvel atelier\xa0: <a" in page.replace("&nbsp;", "\xa0")
    new = page[page.index('id="nouveau"') :]
    assert "Réparer un vélo" in new
    assert "Café" not in new
    assert "Chorale" not in new, "the week says it already"


@pytest.mark.parametrize(
    ("fields", "is_said"),
    [
        ({"credit": "a_group"}, True),
        ({"credit": "nothing"}, False),
        ({"credit": "named", "set_aside_on": datetime.date(2026, 12, 1), "reason": "Non."}, False),
        ({"credit": "named", "said_on": datetime.date(2026, 9, 1)}, False),
    ],
)
def test_a_module_read_together_lately_is_said_when_the_group_lets_it(client_of, people, fields, is_said):
    module = module_with(build_site(), lessons=1)
    GroupReading.objects.create(module_key=module.translation_key, peer_group=people.here, **fields)
    assert (f'Lu ensemble&nbsp;: <a href="{module.address}">' in read(client_of)) is is_said


def test_offices_are_read_with_the_names_of_those_who_accept_to_be_found(client_of, people):
    for name, office, fields in (
        ("Alix", "chair", {"findable": True}),
        ("Billie", "treasurer", {}),
        ("Camille", "secretary", {"findable": True}),
    ):
        said = {"accepted_at": None} if name == "Camille" else {}
        mandate_of(member_of(people.here, name, **fields), office, **said)
    mandate_of(member_of(people.here, "Dany", findable=True), "board_member", -90, -1)
    member_of(people.here, "Eden", findable=True)
    member_of(people.here, "Fred", findable=True, role=Membership.Role.FACILITATOR)
    page = read(client_of)
    for office, said in (("Présidence", "Alix"), ("Animation", "Fred")):
        assert f"<dt>{office}</dt><dd>{said}</dd>" in page
    for office in ("Trésorerie", "Secrétariat"):
        assert f"<dt>{office}</dt><dd>Demandez sur place.</dd>" in page
    assert "Conseil d’administration" not in page
    assert not any(name in page for name in ("Billie", "Camille", "Dany", "Eden"))


def test_two_of_one_name_are_told_apart(client_of, people):
    for office in ("chair", "treasurer"):
        mandate_of(member_of(people.here, "Lou", findable=True), office)
    assert read(client_of).count("Lou (repère ") == 2


def test_one_who_bears_the_name_of_a_member_whom_nobody_looks_for_is_told_apart(client_of, people):
    mandate_of(member_of(people.here, "Lou", findable=True), "chair")
    assert "Lou (repère " not in read(client_of)
    member_of(people.here, "LOU")
    assert read(client_of).count("Lou (repère ") == 1


def test_closings_ahead_help_and_journal_are_there(client_of, people):
    assert "Aucune fermeture" in read(client_of)
    closings.write(people.here, datetime.date(2026, 12, 10), datetime.date(2026, 12, 27))
    page = read(client_of)
    assert "Fermé du 10 au 27 décembre 2026. Réouverture le 28." in page
    assert "Jeudi 10 décembre&nbsp;: fermé" in page
    assert 'href="tel:' in page
    assert reverse("groups:journal", args=["groupe-ici"]) in page


def test_only_those_who_run_the_group_find_the_doors_to_write_and_to_run(client_of, people):
    doors = [reverse(name, args=["groupe-ici"]) for name in ("group_life:week", "groups:home")]
    assert [f'href="{door}"' in read(client_of, "facilitator") for door in doors] == [True, True]
    assert [f'href="{door}"' in read(client_of) for door in doors] == [False, False]


def test_the_page_is_linked_from_where_members_are(client_of, people):
    build_site()
    mine = reverse("accounts:my_group", args=[people.member.memberships.get().pk])
    for address in ("/", "/ateliers/", reverse("accounts:home"), mine):
        assert f'href="{URL}"' in client_of("member").get(address).text, address
    assert f'href="{URL}"' in client_of("facilitator").get(reverse("groups:home", args=["groupe-ici"])).text
    for address in ("/", "/ateliers/", reverse("accounts:home")):
        assert URL not in client_of("referent").get(address).text, address


def test_the_page_costs_the_same_whatever_there_is(client_of, people):
    client, found = client_of("member"), []
    for number in (20, 1980):
        many_dates(people.here, number)
        for each in [
            member_of(people.here, f"Membre {number}-{index}", findable=True) for index in range(number // 20)
        ]:
            mandate_of(each, "board_member")
        client.get(URL)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL).status_code == 200
        found.append(len(queries))
    assert found[0] == found[1] <= 10
