"""What people did with a lesson follows it into another module."""

import pytest

from accounts.personal_data import export
from courses.models import Enrolment, LessonDone, LessonPage, PathIndexPage, PathModule
from tests.courses.factories import PathPageFactory, address, choice_ids, module_with, published, question_block

WHO = pytest.mark.parametrize("kind", ["visitor", "member"])


@pytest.fixture
def other(index):
    """Return another module, of two lessons."""
    return module_with(index, lessons=2, title="Rendre des comptes", slug="comptes")


@pytest.fixture
def path(index, module, other):
    """Return a path through both modules."""
    page = PathPageFactory(parent=PathIndexPage.objects.get(), slug="debuter")
    for position, each in enumerate([module, other]):
        PathModule.objects.create(path=page, module=each, sort_order=position)
    return page


def mark(browser, lesson, action="done"):
    """Press the button; read the page it leads to, so that its message is not on the next one."""
    answer = browser.post(address(lesson, "fini"), {"action": action})
    browser.get(answer.url)
    return answer


def move(lesson, module):
    """Move a lesson as the admin does; return it where it stands now."""
    moved = LessonPage.objects.get(pk=lesson.pk)
    moved.move(module, pos="last-child")
    published()
    return LessonPage.objects.get(pk=lesson.pk)


def body_of(browser, page):
    return browser.get(page.address).content.decode()


@WHO
def test_a_lesson_done_is_done_where_it_stands_now(browser_of, module, other, lessons, kind):
    browser = browser_of(kind)
    for lesson in lessons[:2]:
        mark(browser, lesson)
    moved = move(lessons[0], other)
    assert body_of(browser, module).count("step-done") == 1
    assert "Continuer&nbsp;: leçon 2 sur 2" in body_of(browser, module)
    assert body_of(browser, other).count("step-done") == 1
    assert "Continuer&nbsp;: leçon 1 sur 3" in body_of(browser, other)
    assert "J’ai fini cette leçon" not in browser.get(address(moved)).content.decode()


@WHO
def test_a_lesson_moved_and_moved_back_keeps_its_marks(browser_of, module, other, lessons, kind):
    browser = browser_of(kind)
    mark(browser, lessons[0])
    mark(browser, lessons[1], "come_back")
    for lesson in lessons[:2]:
        move(move(lesson, other), module)
    body = body_of(browser, module)
    assert body.count("step-done") == 1
    assert body.count("à revoir") == 1


@WHO
def test_a_lesson_to_come_back_to_says_so_where_it_stands_now(browser_of, module, other, lessons, kind):
    browser = browser_of(kind)
    mark(browser, lessons[0], "come_back")
    moved = move(lessons[0], other)
    assert "à revoir" not in body_of(browser, module)
    assert "à revoir" in body_of(browser, other)
    mark(browser, moved, "undo")
    assert "à revoir" not in body_of(browser, other)


@WHO
def test_a_mark_undone_after_a_move_is_undone_everywhere(browser_of, module, other, lessons, kind):
    browser = browser_of(kind)
    mark(browser, lessons[0])
    moved = move(lessons[0], other)
    mark(browser, moved, "undo")
    assert "step-done" not in body_of(browser, other)
    move(moved, module)
    assert "step-done" not in body_of(browser, module)


@WHO
def test_a_lesson_done_elsewhere_helps_to_finish_the_module_it_came_to(browser_of, other, lessons, kind):
    browser = browser_of(kind)
    mark(browser, lessons[0])
    move(lessons[0], other)
    own = LessonPage.objects.child_of(other)
    urls = [mark(browser, lesson).url for lesson in own[:2]]
    assert urls[-1] == "/formations/comptes/fini/"
    assert "Vous avez fait toutes les leçons" in browser.get(urls[-1]).content.decode()


@WHO
def test_a_finished_module_stays_finished_without_the_lesson_that_left(browser_of, module, other, lessons, kind):
    browser = browser_of(kind)
    for lesson in lessons:
        mark(browser, lesson)
    move(lessons[0], other)
    assert "Formation finie" in body_of(browser, module)


@WHO
def test_a_path_says_begun_of_the_module_a_lesson_came_to(browser_of, path, other, lessons, kind):
    browser = browser_of(kind)
    mark(browser, lessons[0])
    assert "commencée" not in browser.get("/parcours/debuter/").content.decode()
    move(lessons[0], other)
    assert "commencée" in browser.get("/parcours/debuter/").content.decode()


def test_my_data_tells_a_lesson_with_the_module_where_it_stands(member, people, module, other, lessons):
    block = question_block(("Oui", True), ("Non", False))
    lessons[0].body = [block]
    lessons[0].save()
    published()
    question = lessons[0].body.raw_data[0]
    member.post(address(lessons[0], "reponse"), {"question": question["id"], "choices": choice_ids(question, "Oui")})
    mark(member, lessons[0])
    mark(member, lessons[1])
    move(lessons[0], other)
    before, after = export(people.member)["formations"]
    assert (before["formation"], after["formation"]) == (module.title, other.title)
    assert [line["leçon"] for line in before["leçons"]] == [lessons[1].title]
    assert [line["leçon"] for line in after["leçons"]] == [lessons[0].title]
    assert before["questions"] == []
    assert [line["essais"] for line in after["questions"]] == [1]
    assert after["commencée le"] is None


def test_the_module_that_a_lesson_left_may_be_deleted(member, people, module, other, lessons):
    mark(member, lessons[0])
    move(lessons[0], other)
    type(module).objects.get(pk=module.pk).delete()
    assert LessonDone.objects.get().lesson_id == lessons[0].pk
    assert body_of(member, other).count("step-done") == 1


def test_a_lesson_done_before_signing_in_is_kept_where_it_stands_now(visitor, people, module, other, lessons):
    mark(visitor, lessons[0])
    move(lessons[0], other)
    visitor.force_login(people.member)
    assert other.title in visitor.get("/formations/garder-mes-lecons/").content.decode()
    visitor.post("/formations/garder-mes-lecons/", {"keep": "yes"})
    assert LessonDone.objects.get().lesson_id == lessons[0].pk
    assert Enrolment.objects.filter(module=other, user=people.member).exists()


def test_a_question_tried_is_tried_where_its_lesson_stands_now(member, other, lessons):
    lessons[0].body = [question_block(*((f"Choix {n}", n == 0) for n in range(4)))]
    lessons[0].save()
    published()
    question = lessons[0].body.raw_data[0]
    member.post(
        address(lessons[0], "reponse"), {"question": question["id"], "choices": choice_ids(question, "Choix 1")}
    )
    moved = move(lessons[0], other)
    assert 'name="attempt" value="2"' in member.get(address(moved)).content.decode()
