"""/compte/passation/<pk>/: what the member who leaves hands over, ticked by the one who takes the office."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from accounts import personal_data
from accounts.mandates import hand_over
from accounts.models import HandOverTick, Mandate, Membership
from config.models import SeedRecord
from config.seeding.files import load
from courses.models import LessonPage
from courses.offices.hand_over_views import GUIDES
from tests.accounts.board import day, mandate_of
from tests.courses.factories import LessonPageFactory, ModulePageFactory, build_site
from tests.people import sign_in


@pytest.fixture
def passing(people):
    """Return the mandate of the board member who left the secretariat; the member took it."""
    left = mandate_of(people.board_member, "secretary", -400, -3)
    mandate_of(people.member, "secretary", -2, replaces=left)
    return left


def url(mandate):
    return reverse("hand_over", args=[mandate.pk])


def ticked(mandate):
    return sorted(mandate.handed_over.values_list("item", flat=True))


def test_the_successor_ticks_and_both_members_see_it(client_of, people, passing):
    client = client_of("member")
    page = client.get(url(passing)).content.decode()
    for label in HandOverTick.Item.labels:
        assert label in page.replace("&#x27;", "’")
    for _ in range(2):
        assert client.post(url(passing), {"items": ["keys", "bank"]}).status_code == 302
    assert ticked(passing) == ["bank", "keys"]
    assert passing.handed_over.first().ticked_by == people.member
    seen = client_of("board_member").get(url(passing)).content.decode()
    assert seen.count(">c’est remis<") == 2
    assert 'type="checkbox"' not in seen


def test_taking_a_tick_back_leaves_the_day_of_the_others(client_of, people, passing):
    hand_over.tick(passing, ["keys", "bank"], people.member)
    passing.handed_over.update(ticked_on="2026-01-31")
    assert client_of("member").post(url(passing), {"items": ["bank", "papers"]}).status_code == 302
    assert ticked(passing) == ["bank", "papers"]
    assert str(passing.handed_over.get(item="bank").ticked_on) == "2026-01-31"


def test_the_member_who_leaves_reads_the_list_but_may_not_tick(client_of, passing):
    assert client_of("board_member").post(url(passing), {"items": ["keys"]}).status_code == 403
    assert ticked(passing) == []


def test_the_list_is_ready_before_a_successor_is_recorded(client_of, people):
    mandate = mandate_of(people.member, "treasurer", -400, 10)
    page = client_of("member").get(url(mandate)).content.decode()
    assert "quand sa fonction au bureau sera notée" in page
    endless = mandate_of(people.member, "chair")
    assert client_of("member").get(url(endless)).status_code == 404


@pytest.mark.parametrize("kind", ["other_member", "facilitator", "coordinator", "moderator", "superuser"])
def test_nobody_else_finds_the_list(people, passing, kind):
    client = sign_in(Client(), people, kind)
    assert client.get(url(passing)).status_code == client.post(url(passing)).status_code == 404


@pytest.mark.parametrize("items", [["crown"], ["keys", "\x00"], ["x" * 10_000]])
def test_an_item_that_is_not_in_the_list_is_refused_with_a_message(client_of, passing, items):
    response = client_of("member").post(url(passing), {"items": items})
    assert response.status_code == 422
    assert "Choisissez des lignes de la liste" in response.content.decode()
    assert ticked(passing) == []


@pytest.fixture
def guide(db):
    """Return the module where the first content wrote two lessons that the list leads to."""
    module = ModulePageFactory(parent=build_site(), slug="association-loi-1901")
    for slug, title in (("declarer-un-changement", "Déclarer"), ("garder-les-bons-papiers", "Garder les papiers")):
        lesson = LessonPageFactory(parent=module, slug=slug, title=title)
        key, kind = f"page:formations/association-loi-1901/{slug}", ContentType.objects.get_for_model(lesson)
        SeedRecord.objects.create(key=key, content_type=kind, object_id=lesson.pk)
    return module


def test_the_list_leads_only_to_lessons_that_are_published(client_of, passing, guide):
    LessonPage.objects.get(slug="garder-les-bons-papiers").unpublish()
    page = client_of("member").get(url(passing)).content.decode()
    assert reverse("courses:lesson", args=["association-loi-1901", "declarer-un-changement"]) in page
    assert "Garder les papiers" not in page
    guide.unpublish()
    assert "La leçon" not in client_of("member").get(url(passing)).content.decode()


def test_the_list_names_no_lesson_that_a_restriction_closes(client_of, passing, guide):
    assert "Garder les papiers" in client_of("member").get(url(passing)).text
    closed = LessonPage.objects.get(slug="garder-les-bons-papiers")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert "Garder les papiers" not in client_of("member").get(url(passing)).text


def test_the_list_leads_to_its_lessons_wherever_they_stand_now(client_of, passing, guide):
    other = ModulePageFactory(parent=guide.get_parent(), slug="papiers")
    lesson = LessonPage.objects.get(slug="declarer-un-changement")
    lesson.move(other, pos="last-child")
    lesson = LessonPage.objects.get(pk=lesson.pk)
    lesson.slug = "prevenir-le-greffe"
    lesson.save()
    assert "/formations/papiers/prevenir-le-greffe/" in client_of("member").get(url(passing)).content.decode()


def test_who_left_the_group_long_ago_reads_nothing_more(client_of, people, passing):
    """The page names the other person, by their name of today."""
    client, since = client_of("board_member"), hand_over.SHOWN_AFTER
    membership = people.board_member.memberships.get()
    Mandate.objects.filter(pk=passing.pk).update(starts_on=day(-900), ends_on=day(-since - 5))
    Mandate.objects.filter(pk=passing.replaced_by.pk).update(starts_on=day(-since - 4))
    assert client.get(url(passing)).status_code == 200, "still of the group"
    Membership.objects.filter(pk=membership.pk).update(starts_on=day(-900), ends_on=day(-1))
    assert client.get(url(passing)).status_code == 404
    Mandate.objects.filter(pk=passing.replaced_by.pk).update(starts_on=day(-since))
    assert client.get(url(passing)).status_code == 200, "there is still something to hand over"


def test_the_keys_of_the_list_are_those_of_the_first_content():
    lessons = {f"page:formations/{lesson['key']}" for each in load("modules") for lesson in each["lessons"]}
    assert {guide.lesson for guide in GUIDES.values()} <= lessons


def test_erasing_the_member_who_leaves_erases_the_list_and_keeps_the_successor_s_mandate(people, passing):
    hand_over.tick(passing, ["keys"], people.member)
    told = personal_data.export(people.member)["vie de mes groupes"]["passations"]
    assert [(line["quoi"], line["coché par moi"]) for line in told] == [("Les clés", True)]
    personal_data.erase(people.board_member)
    mandate = people.member.memberships.get().mandates.get()
    assert mandate.replaces is None
    assert not HandOverTick.objects.exists()


def test_the_account_pages_of_both_members_lead_to_the_list(client_of, passing):
    assert "Prendre la suite de Bureau" in client_of("member").get(reverse("accounts:home")).content.decode()
    assert "Passer la main" in client_of("board_member").get(reverse("accounts:home")).content.decode()
