"""« Je m'entraîne »: the questions of lessons done, mixed, ten at most; nothing of it is written."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from content import remembered
from courses.learning import rehearsal, rehearsal_views
from courses.models import Enrolment, LessonDone, LessonPage, ModulePage, QuizResult
from tests.accounts.kit import card_of, show_alone
from tests.courses.factories import address, choice_ids, module_with, question_block, text_block
from tests.courses.sittings import READERS, SITTING, URL, asked_by, mark, send
from tests.people import person

pytestmark = pytest.mark.usefixtures("forgotten")


def alone(user) -> Client:
    client = Client(headers={"sec-fetch-site": "same-origin"})
    show_alone(client, card_of(user))
    return client


@READERS
def test_only_the_questions_of_lessons_done_are_asked(browser_of, kind, lessons, questions):
    browser = browser_of(kind)
    mark(browser, lessons[0], lessons[2])
    browser.post(address(lessons[1], "fini"), {"action": "come_back"})
    page = browser.get(SITTING)
    assert "Question 1 sur 4" in page.text
    assert set(asked_by(browser, total=4)) == {"Question 1a ?", "Question 1b ?", "Question 3a ?", "Question 3b ?"}


@READERS
def test_a_seed_gives_one_order_and_another_seed_another(browser_of, kind, lessons, questions):
    browser = browser_of(kind)
    mark(browser, *lessons)
    orders = {seed: asked_by(browser, f"{URL}?melange={seed}") for seed in range(6)}
    assert orders[3] == asked_by(browser, f"{URL}?melange=3")
    assert all(sorted(order) == sorted(questions) for order in orders.values())
    assert len({tuple(order) for order in orders.values()}) > 3


def test_a_question_removed_meanwhile_changes_no_order_of_the_others(member, lessons, questions):
    mark(member, *lessons)
    before = asked_by(member)
    lessons[1].body = [text_block()]
    lessons[1].save()
    remembered._drop_former(remembered.UNKNOWN)
    assert asked_by(member, total=4) == [text for text in before if not text.startswith("Question 2")]


def test_a_sitting_has_ten_questions_then_it_ends(member, lessons):
    blocks = [question_block(("Oui", True), ("Non", False), question=f"Q{number}") for number in range(14)]
    lessons[0].body = blocks
    lessons[0].save()
    mark(member, lessons[0])
    assert len(set(asked_by(member, total=10))) == 10
    last = member.get(f"{SITTING}&numero=10").text
    assert "Question 10 sur 10" in last and "numero=11" in last
    end = member.get(f"{SITTING}&numero=11").text
    assert "C’est tout pour aujourd’hui" in end and "quiz-question" not in end
    assert f'href="{URL}?melange=' in end and 'href="/formations/"' in end


@READERS
def test_who_has_done_nothing_is_told_so_whatever_the_address_says(browser_of, kind, questions):
    browser = browser_of(kind)
    key = next(iter(questions.values()))["id"]
    for query in ("", "?melange=7&numero=2", f"?melange=7&question={key}&choices=x", "?formation=caisse&melange=1"):
        page = browser.get(URL + query)
        assert page.status_code == 200
        assert "Pour l’instant, il n’y en a pas." in page.text and "Oui" not in page.text


def test_a_card_alone_tells_nothing_of_what_its_owner_did(people, member, module, lessons, questions):
    mark(member, *lessons)
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    seen = []
    for user in (people.member, person("Nour")):
        browser = alone(user)
        pages = [browser.get(url).text for url in (URL, SITTING, f"{SITTING}&formation=caisse", "/formations/")]
        seen.append([token.sub("", page) for page in pages])
    assert seen[0] == seen[1]
    assert "Vous êtes avec votre carte, sans code" in seen[0][0]


def test_what_another_person_did_is_not_asked(browser_of, lessons, questions):
    mark(browser_of("member"), *lessons)
    assert "Pour l’instant, il n’y en a pas." in browser_of("other_member").get(SITTING).text


def _unpublish_lesson(lesson):
    lesson.unpublish()


def _unpublish_module(lesson):
    lesson.get_parent().specific.unpublish()


def _restrict(page, kind="login"):
    made = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="mot")
    made.groups.set([Group.objects.first()] if kind == "groups" else [])


HIDDEN = {
    "lesson": _unpublish_lesson,
    "module": _unpublish_module,
    "login": _restrict,
    "password": lambda lesson: _restrict(lesson, "password"),
    "groups": lambda lesson: _restrict(lesson.get_parent(), "groups"),
}


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_a_lesson_that_not_everybody_may_read_is_asked_about_no_more(member, index, lessons, questions, hide):
    mark(member, lessons[0])
    assert "Question 1 sur 2" in member.get(SITTING).text
    hide(lessons[0])
    remembered._drop_former(remembered.UNKNOWN)
    key = questions["Question 1a ?"]["id"]
    for url in (SITTING, f"{SITTING}&question={key}&choices=a"):
        assert "Pour l’instant, il n’y en a pas." in member.get(url).text


def test_one_module_may_be_chosen_when_there_are_several(member, index, lessons, questions):
    mark(member, *lessons)
    assert "Ou seulement une formation" not in member.get(URL).text
    other = module_with(index, lessons=1, title="Écouter", slug="ecouter")
    lesson = LessonPage.objects.child_of(other).get()
    lesson.body = [question_block(("Oui", True), ("Non", False), question="Écouter comment ?")]
    lesson.save()
    mark(member, lesson)
    remembered._drop_former(remembered.UNKNOWN)
    start = member.get(URL).text
    assert re.search(rf'href="{URL}\?formation=ecouter&amp;melange=\d+&amp;numero=1"', start)
    assert "Tenir la caisse" in start
    assert asked_by(member, f"{SITTING}&formation=ecouter", total=1) == ["Écouter comment ?"]
    assert "Question 1 sur 7" in member.get(SITTING).text
    assert f'name="{rehearsal.MODULE}" value="ecouter"' in member.get(f"{SITTING}&formation=ecouter").text


ODD = ["", "abc", "-1", "²", "1e3", "1000000", "9" * 5000, "\0", "1.5", " 7"]


@pytest.mark.parametrize("seed", ODD)
def test_an_odd_seed_leads_to_the_first_screen(member, lessons, questions, seed):
    mark(member, lessons[0])
    page = member.get(URL, {"melange": seed})
    assert page.status_code == 200 and "Commencer" in page.text


@pytest.mark.parametrize("number", [*ODD, "0", "99"])
def test_an_odd_number_asks_the_first_question(member, lessons, questions, number):
    mark(member, lessons[0])
    assert "Question 1 sur 2" in member.get(URL, {"melange": "7", "numero": number}).text


@pytest.mark.parametrize("slug", ["inconnue", "\0", "x" * 5000, "' OR 1=1 --"])
def test_an_unknown_module_is_said_and_the_others_are_offered(member, lessons, questions, slug):
    mark(member, lessons[0])
    page = member.get(URL, {"melange": "7", "formation": slug})
    assert page.status_code == 422
    assert rehearsal_views.NONE_THERE in page.text and "Commencer" in page.text


@pytest.mark.parametrize("number", [1, 2, 3, 11])
def test_a_question_that_is_gone_is_said_and_another_is_asked(member, lessons, questions, number):
    mark(member, lessons[0])
    for key in (questions["Question 2a ?"]["id"], "inconnue", "\0"):
        page = member.get(URL, {"melange": "7", "numero": number, "question": key, "choices": "a"})
        assert page.status_code == 422
        assert rehearsal_views.GONE in page.text and f"Question {min(number, 2)} sur 2" in page.text
        assert "L’explication générale." not in page.text


@READERS
def test_nothing_is_written_by_a_sitting(browser_of, kind, lessons, questions, count_queries):
    browser = browser_of(kind)
    mark(browser, *lessons)
    tables = (Enrolment, LessonDone, QuizResult)
    before = [list(table.objects.order_by("pk").values()) for table in tables], dict(browser.session)
    block = questions["Question 1a ?"]
    for answer in ("Non", "Oui"):
        for _ in range(3):
            send(browser, block, choice_ids(block, answer))
    browser.get(f"{SITTING}&numero=11")
    assert before == ([list(table.objects.order_by("pk").values()) for table in tables], dict(browser.session))


def test_a_visitor_who_looks_begins_no_session(visitor, questions):
    visitor.get(SITTING)
    assert not visitor.cookies


def test_it_is_kept_nowhere(member, visitor, lessons, questions):
    mark(member, lessons[0])
    for browser in (member, visitor):
        page = browser.get(SITTING)
        assert "no-store" in page["Cache-Control"] and page["X-Robots-Tag"] == "noindex"
    assert "Question 1 sur 2" in member.get(SITTING).text


@pytest.mark.parametrize("lessons_done", [3, 30])
def test_the_number_of_queries_is_flat(member, people, index, count_queries, lessons_done):
    module = module_with(index, lessons=lessons_done, slug="longue")
    for lesson in LessonPage.objects.child_of(module):
        lesson.body = [question_block(("Oui", True), ("Non", False))]
        lesson.save()
        LessonDone.objects.create(user=people.member, lesson=lesson, done_at=timezone.now())
    member.get(URL)
    for url in (URL, SITTING, f"{SITTING}&numero=2"):
        remembered._drop_former(remembered.UNKNOWN)
        caches["pages"].clear()
        assert count_queries(lambda url=url: member.get(url)) <= 10
        assert count_queries(lambda url=url: member.get(url)) <= 8


def test_the_ways_in_are_shown_when_there_is_a_question(member, module, lessons, questions):
    caches["pages"].clear()
    assert URL not in member.get("/formations/").text
    mark(member, *lessons)
    assert f'href="{URL}"' in member.get("/formations/").text
    finished = member.get("/formations/caisse/fini/").text
    assert re.search(rf'href="{URL}\?formation=caisse&amp;melange=\d+&amp;numero=1"', finished)


def test_the_ways_in_are_hidden_when_the_lessons_done_ask_nothing(member, module, lessons):
    mark(member, *lessons)
    for url in ("/formations/", "/formations/caisse/fini/"):
        assert URL not in member.get(url).text


@pytest.mark.parametrize("slug", ["entrainement", "garder-mes-lecons"])
def test_no_module_may_have_the_address_of_a_screen(index, slug):
    with pytest.raises(ValidationError, match="un écran du site"):
        ModulePage(title="Autre", slug=slug).clean()
    made = index.add_child(instance=ModulePage(title=slug.replace("-", " ")))
    assert made.slug == f"formation-{slug}"
