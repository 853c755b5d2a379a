"""« À deux »: a second person shows their card beside a reader; one lesson is noted for both, nothing is told."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts import card_beside
from accounts.groups.cards import issue_card
from accounts.models import Session, User
from courses.models import Enrolment, LessonDone
from passport.models import Proposal
from tests.accounts.kit import CODE, card_of, show_alone
from tests.courses.factories import address
from tests.people import person

CREDITED = "notée aussi pour la deuxième personne"
LAPSED = "n’est pas notée pour la deuxième personne"
TWO = "Vous êtes deux"


@pytest.fixture
def second(db):
    """A card of somebody else, whom no page may name."""
    return card_of(person("Séraphine"))


def pair_address(lesson) -> str:
    return address(lesson, "a-deux")


def join(browser: Client, lesson, held, **data):
    return browser.post(pair_address(lesson), {"words": held.words, **data}, follow=True)


def finish(browser: Client, lesson):
    return browser.post(address(lesson, "fini"), {"action": "done"}, follow=True)


def done_by(user: User) -> list[int]:
    return list(LessonDone.objects.filter(user=user, done_at__isnull=False).values_list("lesson", flat=True))


def test_a_lesson_finished_by_two_is_noted_for_both(member, people, lessons, second):
    joined = join(member, lessons[0], second)
    assert joined.request["PATH_INFO"] == address(lessons[0]) and TWO in joined.content.decode()
    told = finish(member, lessons[0])
    assert told.request["PATH_INFO"] == address(lessons[1]) and CREDITED in told.content.decode()
    assert done_by(people.member) == done_by(second.user) == [lessons[0].pk]


def test_it_is_for_that_lesson_only(member, people, lessons, second):
    join(member, lessons[0], second)
    finish(member, lessons[0])
    told = finish(member, lessons[1]).content.decode()
    assert CREDITED not in told and LAPSED not in told
    assert done_by(second.user) == [lessons[0].pk] and len(done_by(people.member)) == 2


def test_at_the_end_of_the_module_each_finds_the_skills_in_their_own_account(member, people, module, lessons, second):
    for lesson in lessons:
        join(member, lesson, second)
        finish(member, lesson)
    for user in (people.member, second.user):
        assert Proposal.objects.filter(member=user).count() == 2
        assert Enrolment.objects.get(user=user).finished_at


def test_no_page_says_who_the_second_person_is_nor_what_they_did(member, lessons, second):
    pages = [join(member, lessons[0], second), member.get(pair_address(lessons[0])), finish(member, lessons[0])]
    for lesson in lessons[1:]:
        LessonDone.objects.create(user=second.user, lesson=lesson, come_back=True)
    pages += [join(member, lessons[1], second), finish(member, lessons[1])]
    for page in pages:
        text = page.content.decode()
        assert "Séraphine" not in text and "à revoir" not in text


def test_the_words_are_the_same_whatever_the_second_person_did_before(member, lessons, second):
    told = []
    for _ in range(2):
        join(member, lessons[0], second)
        told.append([str(message) for message in finish(member, lessons[0]).context["messages"]])
    assert told[0] == told[1]


def test_the_second_person_s_day_stays_that_of_the_first_time(member, lessons, second):
    join(member, lessons[0], second)
    finish(member, lessons[0])
    first = LessonDone.objects.get(user=second.user).done_at
    join(member, lessons[0], second)
    finish(member, lessons[0])
    assert LessonDone.objects.get(user=second.user).done_at == first


def test_it_is_over_after_twenty_minutes_and_the_page_says_so(member, people, lessons, second):
    with time_machine.travel(datetime.datetime(2026, 11, 3, 10, 0, tzinfo=datetime.UTC), tick=False) as clock:
        join(member, lessons[0], second)
        clock.shift(card_beside.LASTS + 1)
        assert TWO not in member.get(address(lessons[0])).content.decode()
        assert LAPSED in finish(member, lessons[0]).content.decode()
    assert done_by(people.member) == [lessons[0].pk] and done_by(second.user) == []


@pytest.mark.parametrize("page", ["/compte/", "/formations/", "/aide/"])
def test_opening_another_page_ends_it(member, lessons, second, page):
    join(member, lessons[0], second)
    member.get(page)
    finish(member, lessons[0])
    assert done_by(second.user) == []


def test_another_lesson_ends_it_too_but_neither_comfort_nor_a_file_does(member, lessons, second):
    join(member, lessons[0], second)
    member.post(reverse("comfort"), {"size": "large", "next": address(lessons[0])})
    member.get(reverse("courses:booklet", args=[lessons[0].get_parent().slug]))
    assert TWO in member.get(address(lessons[0])).content.decode()
    member.get(address(lessons[1]))
    assert TWO not in member.get(address(lessons[0])).content.decode()


def test_one_press_lets_the_second_person_go(member, lessons, second):
    join(member, lessons[0], second)
    member.post(pair_address(lessons[0]), {"leave": "1"})
    assert CREDITED not in finish(member, lessons[0]).content.decode()
    assert done_by(second.user) == []


def test_a_card_paused_replaced_or_closed_meanwhile_is_worth_nothing(member, lessons, second):
    ends = (
        lambda: issue_card(second.user, by=None),
        lambda: User.objects.filter(pk=second.user.pk).update(is_active=False),
    )
    for lesson, end in zip(lessons, ends, strict=False):
        held = card_of(second.user)
        join(member, lesson, held)
        end()
        assert LAPSED in finish(member, lesson).content.decode()
    assert done_by(second.user) == []


def test_to_come_back_to_a_lesson_is_the_reader_s_own(member, people, lessons, second):
    join(member, lessons[0], second)
    member.post(address(lessons[0], "fini"), {"action": "come_back"})
    assert LessonDone.objects.get().user == people.member


def test_the_reader_s_own_card_and_words_of_no_card_are_refused_beside_the_field(member, people, lessons, second):
    own = card_of(people.member)
    refused = join(member, lessons[0], own)
    assert refused.status_code == 422 and card_beside.SAME_PERSON in refused.content.decode()
    issue_card(second.user, by=None)  # the card in hand opens nothing any more
    refused = join(member, lessons[0], second)
    assert refused.status_code == 422 and card_beside.OPENS_NOTHING in refused.content.decode()
    assert second.words in refused.content.decode()
    finish(member, lessons[0])
    assert done_by(second.user) == []


def test_the_card_of_whoever_received_rights_over_the_site_is_not_enough(member, lessons, second):
    User.objects.filter(pk=second.user.pk).update(is_superuser=True)
    assert join(member, lessons[0], second).status_code == 422


def test_tries_are_counted_as_at_the_door(member, lessons, second, settings):
    settings.LIMITS = settings.LIMITS | {"card": "1/m/ip"}
    join(member, lessons[0], second)
    assert join(member, lessons[0], second).status_code == 429


def test_a_card_shown_alone_may_be_joined_by_another(lessons, second):
    first, browser = card_of(person("Odilon")), Client(headers={"sec-fetch-site": "same-origin"})
    show_alone(browser, first)
    join(browser, lessons[0], second)
    assert CREDITED in finish(browser, lessons[0]).content.decode()
    assert done_by(first.user) == done_by(second.user) == [lessons[0].pk]


def test_a_visitor_is_asked_to_enter_and_credits_nobody(visitor, lessons, second):
    assert join(visitor, lessons[0], second).request["PATH_INFO"] == reverse("account_login")
    finish(visitor, lessons[0])
    assert LessonDone.objects.count() == 0


def test_the_qr_scanned_here_joins_whoever_waits(member, people, lessons, second):
    qr = reverse("accounts:card_token", args=[second.token])
    assert "Apprendre à deux" not in member.get(qr).content.decode()
    member.get(pair_address(lessons[0]))
    assert "Apprendre à deux" in member.get(qr).content.decode()
    assert member.post(qr, {"beside": "1"}).url == address(lessons[0])
    finish(member, lessons[0])
    assert done_by(people.member) == done_by(second.user) == [lessons[0].pk]


def test_the_qr_of_no_card_says_so_and_signs_nobody_out(member, lessons):
    member.get(pair_address(lessons[0]))
    told = member.post(reverse("accounts:card_token", args=["a" * 22]), {"beside": "1"}, follow=True)
    assert card_beside.OPENS_NOTHING in told.content.decode()
    assert member.get("/compte/").status_code == 200


def test_without_a_place_that_waits_a_scanned_card_takes_the_place_of_whoever_was_there(member, second):
    qr = reverse("accounts:card_token", args=[second.token])
    assert member.post(qr, {"beside": "1"}).url == reverse("accounts:card_code")
    assert "_auth_user_id" not in member.session


def test_the_second_person_gets_no_session_and_the_next_person_none_of_it(member, lessons, second):
    join(member, lessons[0], second)
    assert not Session.objects.filter(user=second.user).exists()
    member.post(reverse("account_logout"))
    show_alone(member, card_of(person("Odilon")))
    finish(member, lessons[0])
    assert done_by(second.user) == []


def test_signing_in_as_somebody_else_forgets_the_second_person(member, lessons, second):
    join(member, lessons[0], second)
    other = card_of(person("Odilon"))
    member.post(reverse("accounts:card"), {"words": other.words})
    member.post(reverse("accounts:card_code"), {"code": CODE})
    finish(member, lessons[0])
    assert done_by(second.user) == []
