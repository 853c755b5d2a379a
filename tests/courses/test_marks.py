"""« J’ai fini cette leçon » and « Je veux y revenir », kept in the session of a visitor, the account of a member."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import Session
from courses.models import Enrolment, LessonDone, LessonPage
from passport.models import Proposal
from tests.courses.factories import LessonPageFactory, address, published

WHO = pytest.mark.parametrize("kind", ["visitor", "member"])
ODD = ["", "finir", "\0", "🙂", "x" * 10_000, "done\0", "DONE"]


def mark(browser, lesson, action="done"):
    return browser.post(address(lesson, "fini"), {"action": action})


@WHO
def test_a_lesson_done_leads_to_the_next_one_and_shows_in_the_module(browser_of, module, lessons, kind):
    browser = browser_of(kind)
    response = mark(browser, lessons[0])
    assert (response.status_code, response.url) == (302, address(lessons[1]))
    body = browser.get(module.address).content.decode()
    assert body.count("step-done") == 1
    assert "Continuer&nbsp;: leçon 2 sur 3" in body


@WHO
def test_the_screen_after_a_mark_confirms_it(browser_of, lessons, kind):
    browser = browser_of(kind)
    body = browser.get(mark(browser, lessons[0]).url).content.decode()
    assert "c’est fait" in body


@WHO
def test_a_lesson_to_come_back_to_shows_until_the_mark_is_undone(browser_of, module, lessons, kind):
    browser = browser_of(kind)
    assert mark(browser, lessons[1], "come_back").url == address(lessons[1])
    assert "à revoir" in browser.get(module.address).content.decode()
    assert "Vous vouliez revenir" in browser.get(address(lessons[1])).content.decode()
    mark(browser, lessons[1], "undo")
    assert "à revoir" not in browser.get(module.address).content.decode()


@WHO
def test_a_lesson_done_shows_until_the_mark_is_undone(browser_of, module, lessons, kind):
    browser = browser_of(kind)
    mark(browser, lessons[0])
    mark(browser, lessons[0], "undo")
    assert "step-done" not in browser.get(module.address).content.decode()


@WHO
def test_the_last_lesson_done_ends_the_module(browser_of, module, lessons, kind):
    browser = browser_of(kind)
    urls = [mark(browser, lesson).url for lesson in lessons]
    assert urls[-1] == f"/formations/{module.slug}/fini/"
    assert "Vous avez fait toutes les leçons" in browser.get(urls[-1]).content.decode()
    assert "Formation finie" in browser.get(module.address).content.decode()


@WHO
def test_lessons_may_be_done_in_any_order(browser_of, module, lessons, kind):
    browser = browser_of(kind)
    mark(browser, lessons[2])
    mark(browser, lessons[0])
    assert mark(browser, lessons[1]).url == f"/formations/{module.slug}/fini/"


@WHO
def test_the_last_lesson_done_first_leads_back_to_the_module(browser_of, module, lessons, kind):
    browser = browser_of(kind)
    end = mark(browser, lessons[2])
    assert browser.get(end.url).url == module.address


@WHO
def test_a_lesson_added_later_does_not_undo_a_finished_module(browser_of, module, lessons, kind):
    browser = browser_of(kind)
    for lesson in lessons:
        mark(browser, lesson)
    added = LessonPageFactory(parent=module)
    published()
    assert browser.get(f"/formations/{module.slug}/fini/").status_code == 200
    body = browser.get(module.address).content.decode()
    assert "Continuer&nbsp;: leçon 4 sur 4" in body
    assert mark(browser, added).status_code == 302
    if kind == "member":
        assert Enrolment.objects.get().finished_at


@WHO
def test_a_lesson_withdrawn_does_not_block_the_end(browser_of, module, lessons, kind):
    browser = browser_of(kind)
    mark(browser, lessons[0])
    mark(browser, lessons[1])
    lessons[2].unpublish()
    published()
    assert "Terminer la formation" in browser.get(module.address).content.decode()
    assert "J’ai fini cette leçon" in browser.get(address(lessons[1])).content.decode()
    assert mark(browser, lessons[1]).url == f"/formations/{module.slug}/fini/"


@WHO
def test_a_deleted_lesson_that_was_done_breaks_nothing(browser_of, module, lessons, kind):
    browser = browser_of(kind)
    mark(browser, lessons[0])
    LessonPage.objects.get(pk=lessons[0].pk).delete()
    assert browser.get(module.address).status_code == 200
    assert browser.get("/").status_code == 200


def test_a_double_click_keeps_one_mark_and_offers_the_skills_once(member, module, lessons):
    for lesson in [*lessons, lessons[2], lessons[2]]:
        mark(member, lesson)
    assert Enrolment.objects.count() == 1
    assert LessonDone.objects.count() == 3
    assert Proposal.objects.count() == 2


def test_finishing_a_module_offers_its_active_skills_only(member, people, module, lessons):
    retired = module.skills.first()
    retired.is_active = False
    retired.save()
    for lesson in lessons:
        mark(member, lesson)
    (proposal,) = Proposal.objects.all()
    assert proposal.member == people.member
    assert proposal.skill != retired
    assert (proposal.face, proposal.source_kind) == ("gained", "training")
    assert (proposal.source_ref, proposal.source_label) == (f"module-{module.pk}", "Tenir la caisse")
    end = member.get(f"/formations/{module.slug}/fini/").content.decode()
    assert f'href="/passeport/propositions/training/module-{module.pk}/"' in end
    assert "Voir ces compétences" in end


def test_no_skill_is_offered_before_the_end_of_the_module(member, lessons):
    mark(member, lessons[0])
    assert not Proposal.objects.exists()


def test_a_visitor_who_finishes_reads_how_to_open_an_account_and_is_offered_nothing(visitor, module, lessons):
    for lesson in lessons:
        mark(visitor, lesson)
    end = visitor.get(f"/formations/{module.slug}/fini/").content.decode()
    assert "Le compte s’ouvre dans votre groupe" in end
    assert "Voir ces compétences" not in end
    assert not Proposal.objects.exists()
    assert not Enrolment.objects.exists()


def test_the_end_of_an_unfinished_module_leads_back_to_the_module(visitor, member, module):
    for browser in (visitor, member):
        assert browser.get(f"/formations/{module.slug}/fini/").url == module.address
    assert visitor.get("/formations/inconnue/fini/").status_code == 404


def test_nobody_sees_the_lessons_another_member_did(browser_of, module, lessons):
    mark(browser_of("member"), lessons[0])
    for kind in ("visitor", "other_member", "facilitator", "superuser"):
        assert "step-done" not in browser_of(kind).get(module.address).content.decode()


def test_a_visitor_s_session_begins_at_the_first_mark(visitor, module, lessons):
    for url in ("/formations/", module.address, address(lessons[0])):
        assert not visitor.get(url).cookies
    assert "sessionid" in mark(visitor, lessons[0]).cookies
    assert Session.objects.get().expire_date > timezone.now() + datetime.timedelta(days=13), (
        "there is something to keep"
    )


def test_reading_writes_nothing(member, module, lessons):
    for url in ("/", "/formations/", module.address, address(lessons[0]), address(lessons[0], "fini")):
        member.get(url)
    assert not Enrolment.objects.exists()


@WHO
@pytest.mark.parametrize("odd", ODD)
def test_an_unknown_mark_is_refused_with_a_message(browser_of, lessons, kind, odd):
    response = mark(browser_of(kind), lessons[0], odd)
    assert response.status_code == 422
    assert "Ce bouton n’a pas été compris." in response.content.decode()
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("slug", ["inconnue", "x" * 3000, "%00", "%F0%9F%99%82"])
def test_an_unknown_lesson_is_not_found(visitor, member, module, slug):
    for browser in (visitor, member):
        assert browser.post(f"/formations/{module.slug}/{slug}/fini/", {"action": "done"}).status_code == 404
        assert browser.get(f"/formations/{module.slug}/{slug}/").status_code == 404


def test_a_get_of_the_mark_address_leads_to_the_lesson(member, lessons):
    assert member.get(address(lessons[0], "fini")).url == address(lessons[0])


def test_visitors_of_one_place_begin_so_many_sessions_and_go_on_with_theirs(browser_of, lessons, settings):
    settings.LIMITS = settings.LIMITS | {"progress": "1/m/ip"}
    first, late = browser_of("visitor"), browser_of("visitor")
    assert [mark(first, lesson).status_code for lesson in lessons] == [302, 302, 302]
    assert mark(late, lessons[0]).status_code == 429
    assert Session.objects.count() == 1
    assert mark(browser_of("member"), lessons[0]).status_code == 302
