"""Who leads a workshop: asked by those who decide, said yes or no by the person alone."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from gatherings.models import Leader, Workshop
from gatherings.programme import leaders
from gatherings.purge import purge
from tests.accounts.board import member_of
from tests.gatherings.group_kit import date_of, proposal_of, workshop_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
AWAITED = reverse("accounts:awaited")


def url(name: str, workshop: Workshop) -> str:
    return reverse(f"gatherings:{name}", args=[workshop.pk])


@pytest.fixture
def workshop(people) -> Workshop:
    return workshop_of(people.here)


@pytest.fixture
def asked(people, workshop) -> Leader:
    """The member is asked to lead."""
    return Leader.objects.create(workshop=workshop, user=people.member)


def place_of(user) -> int:
    return user.memberships.get().pk


def test_those_who_decide_ask_somebody_of_the_group_who_reads_it_in_their_requests(client_of, people, workshop):
    client, member = client_of("facilitator"), place_of(people.member)
    page = client.get(url("workshop", workshop)).text
    assert f'<option value="{member}">Membre</option>' in page
    client.post(url("ask_leader", workshop), {"membership": member})
    leader = Leader.objects.get()
    assert (leader.user, leader.accepted_at) == (people.member, None)
    page = client.get(url("workshop", workshop)).text
    assert "C’est proposé. La personne répond quand elle veut." in page
    assert "<option" in page
    assert ">Membre</option>" not in page, "one is asked once"
    asked = client_of("member").get(AWAITED).text
    assert "On vous propose d’animer : Cuisine, Groupe d’ici" in asked
    assert f'href="{url("lead", workshop)}"' in asked
    assert "Membre" not in client_of("board_member").get(url_of_date(workshop)).text, "nobody is named before a yes"


def url_of_date(workshop: Workshop) -> str:
    return reverse("gatherings:date", args=[date_of(workshop).pk])


def test_a_yes_names_the_person_and_a_stop_takes_the_name_away(client_of, people, asked, workshop):
    client = client_of("member")
    assert "On vous propose d’animer" in client.get(url("lead", workshop)).text
    client.post(url("lead", workshop), {"answer": "oui"})
    assert Leader.objects.get().accepted_at is not None
    assert "Je n’anime plus" in client.get(url("lead", workshop)).text
    page = client.get(url_of_date(workshop)).text
    assert "<dd>Membre</dd>" in page
    assert f'href="{url("lead", workshop)}"' in page
    assert "On vous propose" not in client.get(AWAITED).text
    client.post(url("lead", workshop), {"answer": "non"}, follow=True)
    assert not Leader.objects.exists()
    assert "<dd>Membre</dd>" not in client.get(url_of_date(workshop)).text


def test_a_no_leaves_nothing_behind(client_of, people, asked, workshop):
    client = client_of("member")
    for _ in range(2):
        assert client.post(url("lead", workshop), {"answer": "non"}).url == reverse("gatherings:index")
    assert not Leader.objects.exists()
    page = client_of("facilitator").get(url("workshop", workshop)).text
    assert "C’est proposé" not in page
    assert ">Membre</option>" in page, "as before they were asked"


def test_an_answer_of_nothing_is_asked_again(client_of, asked, workshop):
    for answer in ({}, {"answer": "peut-être"}):
        page = client_of("member").post(url("lead", workshop), answer)
        assert page.status_code == 422
        assert "Choisissez oui ou non." in page.text
    assert Leader.objects.get().accepted_at is None


@pytest.mark.parametrize("kind", ["other_member", "facilitator", "coordinator", "superuser"])
def test_nobody_answers_for_another(client_of, people, asked, workshop, kind):
    client = client_of(kind)
    assert client.get(url("lead", workshop)).status_code == 404
    assert client.post(url("lead", workshop), {"answer": "oui"}).status_code == 404
    client.post(url("lead", workshop), {"answer": "non"})
    assert Leader.objects.get().accepted_at is None


def test_who_left_the_group_is_no_longer_asked(client_of, people, asked, workshop):
    client = client_of("member")
    Membership.objects.filter(user=people.member).update(ends_on=timezone.localdate(), left_at=timezone.now())
    assert "On vous propose" not in client.get(AWAITED).text
    assert client.post(url("lead", workshop), {"answer": "oui"}).status_code == 404
    assert "C’est proposé" not in client_of("facilitator").get(url("workshop", workshop)).text


def test_a_workshop_set_aside_asks_nobody(client_of, people):
    proposal = proposal_of(people.here)
    Leader.objects.create(workshop=proposal, user=people.member)
    assert "On vous propose" in client_of("member").get(AWAITED).text
    Workshop.objects.update(state=Workshop.State.SET_ASIDE)
    assert "On vous propose" not in client_of("member").get(AWAITED).text


@pytest.mark.parametrize("kind", ["member", "other_member", "coordinator", "superuser"])
def test_nobody_else_asks_somebody_to_lead(client_of, people, workshop, kind):
    chosen = {"membership": place_of(people.facilitator)}
    for name in ("ask_leader", "ask_no_more"):
        assert client_of(kind).post(url(name, workshop), chosen).status_code == 404
    assert not Leader.objects.exists()


@pytest.mark.parametrize("said", ["", "0", "²", "9" * 30, "a"])
def test_who_is_not_in_the_list_is_not_asked(client_of, people, workshop, said):
    stranger = place_of(people.other_member)
    for membership in (said, str(stranger)):
        page = client_of("facilitator").post(url("ask_leader", workshop), {"membership": membership})
        assert page.status_code == 422
        assert "Choisissez une personne de la liste." in page.text
    assert not Leader.objects.exists()


def test_whoever_decides_may_choose_themselves_and_leads_at_once(client_of, people, workshop):
    client_of("facilitator").post(url("ask_leader", workshop), {"membership": place_of(people.facilitator)})
    assert Leader.objects.get().accepted_at is not None


def test_what_was_asked_by_mistake_is_taken_back_until_the_answer(client_of, people, asked, workshop):
    client = client_of("facilitator")
    for odd in ("", "²", "9" * 30, str(asked.pk + 1)):
        client.post(url("ask_no_more", workshop), {"leader": odd})
        assert Leader.objects.exists()
    leaders.accept(people.member, workshop.pk)
    client.post(url("ask_no_more", workshop), {"leader": asked.pk})
    assert Leader.objects.exists(), "a yes is the person's"
    Leader.objects.update(accepted_at=None)
    client.post(url("ask_no_more", workshop), {"leader": asked.pk})
    assert not Leader.objects.exists()


def test_a_workshop_has_so_many_leaders_at_most(client_of, people, workshop):
    for number in range(leaders.MOST_LEADERS):
        leaders.ask(workshop, member_of(people.here, f"Membre {number}"), people.facilitator)
    page = client_of("facilitator").post(url("ask_leader", workshop), {"membership": place_of(people.member)})
    assert page.status_code == 422
    assert "C’est assez." in page.text
    assert Leader.objects.count() == leaders.MOST_LEADERS


def test_for_the_network_nobody_is_chosen_in_a_list(client_of, people):
    day = workshop_of(None, "Journée", 5)
    Leader.objects.create(workshop=day, user=people.member, accepted_at=timezone.now())
    page = client_of("coordinator").get(url("workshop", day)).text
    assert "Qui pourrait l’animer" not in page
    assert "Membre" not in page
    client_of("coordinator").post(url("ask_leader", day), {"membership": place_of(people.other_member)})
    assert Leader.objects.count() == 1


def test_a_proposal_waits_for_those_who_run_its_group_and_nobody_else(client_of, people):
    proposal = proposal_of(people.here, proposed_by=people.member)
    for kind in ("facilitator", "board_member"):
        page = client_of(kind).get(AWAITED).text
        assert "Un atelier est proposé : Cuisine, Groupe d’ici" in page
        assert f'href="{url("workshop", proposal)}"' in page
    for kind in ("member", "other_member", "coordinator", "superuser"):
        assert "Un atelier est proposé" not in client_of(kind).get(AWAITED).text
    Workshop.objects.update(state=Workshop.State.SHOWN)
    assert "Un atelier est proposé" not in client_of("facilitator").get(AWAITED).text


def test_a_proposal_for_the_network_waits_for_the_coordination(client_of, people):
    proposal_of(None, "Journée", 5)
    assert "Un atelier est proposé : Journée, tout le réseau" in client_of("coordinator").get(AWAITED).text
    assert "Un atelier est proposé" not in client_of("facilitator").get(AWAITED).text


def test_what_was_asked_and_not_answered_goes_with_the_workshop(people, workshop, time_machine):
    over, aside, waits = workshop_of(people.here, "Vélo"), proposal_of(people.here), proposal_of(people.here)
    Workshop.objects.filter(pk=aside.pk).update(state=Workshop.State.SET_ASIDE)
    for each in (workshop, over, aside, waits):
        Leader.objects.create(workshop=each, user=people.member)
    leaders.ask(over, people.facilitator, people.facilitator)
    purge()
    assert Leader.objects.filter(workshop=aside).count() == 0
    assert Leader.objects.count() == 4
    time_machine.move_to(date_of(workshop).ends_at + datetime.timedelta(minutes=1))
    purge()
    left = Leader.objects.values_list("workshop", "user")
    assert sorted(left) == sorted([(over.pk, people.facilitator.pk), (waits.pk, people.member.pk)])
