"""« Garder les leçons faites sur cet appareil ? », asked at sign-in."""

import datetime

import pytest

from courses.models import Enrolment, LessonDone
from passport.models import Proposal
from tests.courses.factories import address

URL = "/formations/garder-mes-lecons/"


@pytest.fixture
def arrived(visitor, people, lessons):
    """A browser where a visitor did two lessons in three, then a member came in."""
    for lesson in lessons[:2]:
        visitor.post(address(lesson, "fini"), {"action": "done"})
    visitor.force_login(people.member)
    return visitor


def test_signing_in_with_a_password_asks(visitor, people, lessons):
    people.member.set_password("une longue phrase à moi")
    people.member.save()
    visitor.post(address(lessons[0], "fini"), {"action": "done"})
    answer = visitor.post(
        "/compte/connexion/", {"login": people.member.username, "password": "une longue phrase à moi"}
    )
    assert answer.url == URL


def test_the_question_names_the_lessons(arrived, lessons):
    body = arrived.get(URL).content.decode()
    assert "Garder les leçons faites sur cet appareil" in body
    assert lessons[0].title in body
    assert lessons[1].title in body
    assert f"<li>{lessons[2].title}</li>" not in body


def test_yes_puts_them_in_the_account_and_off_the_device(arrived, people, module):
    arrived.post(URL, {"keep": "yes"})
    assert LessonDone.objects.filter(enrolment__user=people.member, enrolment__module=module).count() == 2
    assert "progress" not in arrived.session
    assert arrived.post(URL, {"keep": "yes"}).status_code == 302
    assert LessonDone.objects.count() == 2


def test_no_takes_them_off_the_device_only(arrived):
    arrived.post(URL, {"keep": "no"})
    assert "progress" not in arrived.session
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("odd", [{}, {"keep": ""}, {"keep": "\0"}, {"keep": "x" * 10_000}, {"keep": "🙂"}])
def test_anything_else_asks_again(arrived, odd):
    response = arrived.post(URL, odd)
    assert response.status_code == 422
    assert "Choisissez l’un des deux boutons." in response.content.decode()
    assert arrived.session["progress"]


def test_what_the_account_already_held_stays(arrived, people, module, lessons):
    enrolment = Enrolment.objects.create(user=people.member, module=module)
    LessonDone.objects.create(enrolment=enrolment, lesson=lessons[2], come_back=True)
    arrived.post(URL, {"keep": "yes"})
    assert LessonDone.objects.get(lesson=lessons[2]).come_back
    assert LessonDone.objects.count() == 3


def test_together_they_may_finish_the_module_and_its_skills_are_offered(arrived, people, module, lessons):
    enrolment = Enrolment.objects.create(user=people.member, module=module)
    done_at = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
    LessonDone.objects.create(enrolment=enrolment, lesson=lessons[2], done_at=done_at)
    arrived.post(URL, {"keep": "yes"})
    enrolment.refresh_from_db()
    assert enrolment.finished_at
    assert Proposal.objects.count() == 2


def test_without_anything_to_keep_nothing_is_asked(member):
    assert member.get(URL).status_code == 302


def test_a_visitor_is_asked_to_sign_in(visitor):
    assert visitor.get(URL).url.startswith("/compte/connexion/")
