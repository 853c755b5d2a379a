"""« Demandes »: one word in the header, one page, one query; nobody reads those of another."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import awaited
from accounts.models import Mandate, Membership
from content.models import PracticePage, ReviewStep
from passport.models import Confirmation
from tests.accounts.board import mandate_of
from tests.passport.factories import make_line
from tests.practices.factories import build_exchange, make_practice

URL = reverse("accounts:awaited")
WORD, NEWS = ">Demandes", '<span class="person-news">à lire</span>'


@pytest.fixture
def asked(people) -> Confirmation:
    """A confirmation that somebody asks of the member."""
    return Confirmation.objects.create(
        entry=make_line(people.other_member), confirmer=people.member, asked_as=str(people.other_member)
    )


def test_a_visitor_has_no_such_word_and_costs_no_query(client, db):
    page = client.get("/aide/")
    assert WORD not in page.text
    with CaptureQueriesContext(connection) as queries:
        client.get("/aide/")
    assert not any("waits_" in query["sql"] for query in queries)


def test_the_word_is_always_there_and_says_in_words_when_something_waits(client_of, asked):
    page = client_of("member").get("/aide/").text
    assert WORD in page
    assert NEWS in page
    quiet = client_of("facilitator").get("/aide/").text
    assert WORD in quiet
    assert NEWS not in quiet


def test_one_query_tells_all_kinds_whatever_waits(client_of, people, asked):
    client = client_of("member")
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("comfort"))
        assert sum("waits_" in query["sql"] for query in queries) == 1
        for _ in range(30):
            Confirmation.objects.create(
                entry=make_line(people.other_member), confirmer=people.member, asked_as=str(people.other_member)
            )


def test_without_requests_the_page_is_calm(client_of):
    page = client_of("member").get(URL).text
    assert "Rien n’attend" in page
    assert NEWS not in page


def test_the_page_lists_each_kind_with_its_door_and_never_those_of_another(client_of, asked, people):
    page = client_of("member").get(URL).text
    assert "Confirmer ce que quelqu’un sait faire" in page
    assert f'href="{reverse("passport:confirm_asked", args=[asked.pk])}"' in page
    assert "Autre membre vous demande une confirmation" in page
    assert "Autre membre" not in client_of("facilitator").get(URL).text


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_place_to_accept_says_how_to_say_yes(client_of, people, confirmed):
    by_the_board = {"recorded_by": people.board_member, "recorded_on": timezone.localdate()}
    mandate = mandate_of(people.member, "treasurer", accepted_at=None, **by_the_board)
    if confirmed:
        Mandate.objects.filter(pk=mandate.pk).update(confirmed_by=people.coordinator, confirmed_at=timezone.now())
    page = client_of("member").get(URL).text
    assert "Une place vous est proposée : Trésorerie, Groupe d’ici" in page
    assert (f'href="{reverse("accounts:my_places")}"' in page) is confirmed
    assert ("devant une personne du bureau" in page) is not confirmed
    Mandate.objects.filter(pk=mandate.pk).update(accepted_at=timezone.now())
    assert "Une place vous est proposée" not in client_of("member").get(URL).text


def test_the_work_of_a_facilitator_is_a_place_to_accept(client_of, people):
    by_the_board = {"role_given_by": people.board_member, "role_given_on": timezone.localdate()}
    Membership.objects.filter(user=people.facilitator).update(role_accepted_at=None, **by_the_board)
    assert "Une place vous est proposée : Anime le groupe" in client_of("facilitator").get(URL).text


def test_the_code_that_two_people_prepare_leads_to_it(client_of, together):
    together.prepare()
    page = client_of("member").get(URL).text
    assert f'href="{reverse("accounts:code_news")}"' in page
    assert "Rien n’attend" not in page


def test_a_remark_on_a_sheet_waits_for_its_author_alone(client_of, people):
    sheet = make_practice(build_exchange(), owner=people.member)
    case = sheet.cases.create()
    case.record(ReviewStep.Act.REMARK, people.moderator, "Enlevez la ville.")
    page = client_of("member").get(URL).text
    assert f'href="{reverse("practices:my_sheet", args=[sheet.pk])}"' in page
    assert PracticePage.objects.get(pk=sheet.pk).draft_title in page
    assert "Une remarque vous attend" not in client_of("other_member").get(URL).text
    case.record(ReviewStep.Act.ANSWERED, people.member)
    assert "Une remarque vous attend" not in client_of("member").get(URL).text


def test_a_kind_that_waits_for_nothing_is_not_read(rf, people, asked):
    request = rf.get("/")
    request.user = people.member
    assert [kind.title for kind in awaited.waiting(request)] == ["Confirmer ce que quelqu’un sait faire"]
    assert [each.kind.title for each in awaited.listed(request)] == ["Confirmer ce que quelqu’un sait faire"]
