"""« Garder les leçons faites sur cet appareil ? », asked after signing in."""

import datetime

import pytest

from courses.models import Enrolment, LessonDone
from passport.models import Proposal
from tests.courses.factories import address

URL = "/formations/garder-mes-lecons/"


@pytest.fixture
def signed_in(visitor, people, lessons):
    """Return a browser where a visitor did two lessons of three, then a member signed in."""
    for lesson in lessons[:2]:
        visitor.post(address(lesson, "fini"), {"action": "done"})
    visitor.force_login(people.member)
    return visitor


def test_signing_in_leads_to_the_question_when_lessons_were_done_before(visitor, people, lessons):
    people.member.set_password("une longue phrase à moi")
    people.member.save()
    visitor.post(address(lessons[0], "fini"), {"action": "done"})
    answer = visitor.post(
        "/compte/connexion/", {"login": people.member.username, "password": "une longue phrase à moi"}
    )
    assert answer.url == URL


def test_the_question_names_the_lessons(signed_in, lessons):
    body = signed_in.get(URL).content.decode()
    assert "Garder les leçons faites sur cet appareil" in body
    assert lessons[0].title in body
    assert lessons[1].title in body
    assert f"<li>{lessons[2].title}</li>" not in body


def test_yes_moves_the_lessons_from_the_device_to_the_account(signed_in, people, module):
    signed_in.post(URL, {"keep": "yes"})
    assert LessonDone.objects.filter(user=people.member).count() == 2
    assert "progress" not in signed_in.session
    assert signed_in.post(URL, {"keep": "yes"}).status_code == 302
    assert LessonDone.objects.count() == 2


def test_no_erases_the_lessons_from_the_device_and_keeps_none(signed_in):
    signed_in.post(URL, {"keep": "no"})
    assert "progress" not in signed_in.session
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("odd", [{}, {"keep": ""}, {"keep": "\0"}, {"keep": "x" * 10_000}, {"keep": "🙂"}])
def test_any_other_answer_asks_again(signed_in, odd):
    response = signed_in.post(URL, odd)
    assert response.status_code == 422
    assert "Choisissez l’un des deux boutons." in response.content.decode()
    assert signed_in.session["progress"]


def test_yes_keeps_the_marks_that_the_account_already_had(signed_in, people, module, lessons):
    LessonDone.objects.create(user=people.member, lesson=lessons[2], come_back=True)
    signed_in.post(URL, {"keep": "yes"})
    assert LessonDone.objects.get(lesson=lessons[2]).come_back
    assert LessonDone.objects.count() == 3


def test_yes_offers_the_skills_when_both_parts_finish_the_module(signed_in, people, module, lessons):
    enrolment = Enrolment.objects.create(user=people.member, module=module)
    done_at = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
    LessonDone.objects.create(user=people.member, lesson=lessons[2], done_at=done_at)
    signed_in.post(URL, {"keep": "yes"})
    enrolment.refresh_from_db()
    assert enrolment.finished_at
    assert Proposal.objects.count() == 2


def test_a_member_without_lessons_to_keep_is_led_on(member):
    assert member.get(URL).status_code == 302


def test_a_visitor_is_asked_to_sign_in(visitor):
    assert visitor.get(URL).url.startswith("/compte/connexion/")
