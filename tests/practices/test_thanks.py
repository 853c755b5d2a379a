"""The thanks to who wrote a sheet that is now on the site: on their home and on « Mes fiches », until they open it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from content.admin.roles import ensure_roles
from content.models import PracticePage, ReviewCase
from content.practices.review import actions as desk_rules
from content.practices.sheets import actions, drafts
from tests.practices.sent_sheets import WORDS, case_of, send_sheet

THANKS = "Merci\N{NO-BREAK SPACE}: votre fiche est publiée."
MINE = reverse("practices:mine")


@pytest.fixture
def sheet(index, people) -> PracticePage:
    """Return a sheet that a member has just sent."""
    ensure_roles()
    return send_sheet(people.member)


def publish(sheet: PracticePage, moderator) -> PracticePage:
    case = case_of(sheet)
    desk_rules.publish(case, moderator, desk_rules.text_read(case))
    return PracticePage.objects.get(pk=sheet.pk)


def thanked_on(client) -> list[bool]:
    """Return whether the home, then « Mes fiches », thank."""
    return [THANKS in client.get(address).text.replace("&nbsp;", "\N{NO-BREAK SPACE}") for address in ("/", MINE)]


def opened(sheet: PracticePage) -> str:
    return reverse("practices:open_thanked", args=[sheet.pk])


def test_the_author_is_thanked_until_they_open_the_sheet(client_of, people, sheet):
    client = client_of("member")
    assert thanked_on(client) == [False, False]
    live = publish(sheet, people.moderator)
    assert thanked_on(client) == [True, True]
    assert thanked_on(client) == [True, True], "to read the thanks is not to open the sheet"
    for _ in range(2):
        assert client.post(opened(live)).url == live.address
        assert thanked_on(client) == [False, False]


def test_nobody_else_is_thanked(client_of, people, sheet):
    live = publish(sheet, people.moderator)
    for kind in ("other_member", "moderator"):
        assert thanked_on(client_of(kind)) == [False, False]
        assert client_of(kind).post(opened(live)).status_code == 404
    assert thanked_on(client_of("member")) == [True, True]


def test_several_are_thanked_for_at_once(client_of, people, sheet):
    both = [publish(each, people.moderator) for each in (sheet, send_sheet(people.member, title="Le café du matin"))]
    client = client_of("member")
    for page in (client.get("/").text, client.get(MINE).text):
        assert "Merci&nbsp;: vos fiches sont publiées." in page
        assert all(f"«&nbsp;{each.title}&nbsp;»" in page and opened(each) in page for each in both)


def test_a_sheet_published_again_brings_no_more_thanks(client_of, people, sheet):
    live = publish(sheet, people.moderator)
    client = client_of("member")
    client.post(opened(live))
    drafts.keep(people.member, live, **{**WORDS, "title": "Trois trousseaux"})
    actions.send(people.member, live)
    assert publish(live, people.moderator).title == "Trois trousseaux"
    assert thanked_on(client) == [False, False]


def test_a_sheet_taken_back_is_not_thanked_for(client_of, people, sheet):
    live = publish(sheet, people.moderator)
    actions.withdraw(live, people.member)
    client = client_of("member")
    assert thanked_on(client) == [False, False]
    assert client.post(opened(live)).url == reverse("practices:my_sheet", args=[live.pk])


def test_whoever_publishes_their_own_sheet_does_not_thank_themselves(client_of, people, index):
    ensure_roles()
    own = send_sheet(people.moderator)
    publish(own, people.moderator)
    assert thanked_on(client_of("moderator")) == [False, False]


def test_a_sheet_sent_and_not_published_brings_no_thanks(client_of, people, sheet):
    case = case_of(sheet)
    desk_rules.refuse(case, people.moderator, desk_rules.text_read(case), "Déjà dit ailleurs.")
    assert thanked_on(client_of("member")) == [False, False]


def test_nothing_says_when_the_thanks_were_read(client_of, people, sheet):
    live = publish(sheet, people.moderator)
    before = list(ReviewCase.objects.values().order_by("pk"))
    client_of("member").post(opened(live))
    after = list(ReviewCase.objects.values().order_by("pk"))
    assert [case | {"owes_thanks": False} for case in before] == after


@pytest.mark.parametrize("address", ["/", MINE])
def test_the_button_holds_its_proof_of_origin(people, sheet, address):
    live = publish(sheet, people.moderator)
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.member)
    form = client.get(address).text.split(opened(live))[1]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    assert client.post(opened(live), {"csrfmiddlewaretoken": token}).url == live.address
