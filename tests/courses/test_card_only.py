"""A lesson marked with the card alone: noted for its owner, and nothing told of what they did before."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Enrolment, LessonDone, QuizResult
from passport.models import Proposal
from tests.accounts.kit import card_of, show_alone
from tests.courses.factories import PathPageFactory, address, choice_ids, published, question_block, text_block
from tests.people import person

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture
def lessons(lessons):
    """Put a question in the first lesson."""
    lessons[0].body = [text_block(), question_block(("Oui", True), ("Non", False))]
    lessons[0].save()
    published()
    return lessons


def alone(user) -> Client:
    """Return the browser of whoever shows the card of a person alone."""
    client = Client(headers={"sec-fetch-site": "same-origin"})
    show_alone(client, card_of(user))
    return client


def mark(browser, lesson, action="done"):
    return browser.post(address(lesson, "fini"), {"action": action})


def reply(browser, lesson, choice="Oui"):
    block = lesson.body.raw_data[1]
    data = {"question": block["id"], "attempt": "1", "choices": choice_ids(block, choice)}
    return browser.post(address(lesson, "reponse"), data)


def test_a_lesson_marked_is_noted_for_the_owner_of_the_card_and_the_next_one_follows(people, lessons):
    browser = alone(people.member)
    response = mark(browser, lessons[0])
    assert (response.status_code, response.url) == (302, address(lessons[1]))
    done = LessonDone.objects.get()
    assert (done.user, done.lesson_id) == (people.member, lessons[0].pk) and done.done_at
    assert "c’est noté pour vous" in browser.get(response.url).content.decode()


def test_nothing_of_it_stays_in_the_session(people, lessons):
    browser = alone(people.member)
    mark(browser, lessons[0])
    assert "progress" not in browser.session


def test_a_lesson_to_come_back_to_and_a_try_are_noted_too(people, lessons):
    browser = alone(people.member)
    assert mark(browser, lessons[1], "come_back").url == address(lessons[1])
    assert "Oui." in reply(browser, lessons[0]).content.decode()
    assert LessonDone.objects.get().come_back
    assert QuizResult.objects.get().user == people.member and QuizResult.objects.get().solved_at


def test_the_end_of_a_module_is_noted_and_its_skills_are_offered_once(people, module, lessons):
    browser = alone(people.member)
    urls = [mark(browser, lesson).url for lesson in [*lessons, lessons[2]]]
    assert urls[-1] == module.address, "the end of a module would tell what was done before"
    assert Enrolment.objects.get().finished_at
    assert Proposal.objects.filter(member=people.member).count() == 2


@pytest.mark.parametrize("action", ["undo", "", "fini"])
def test_nothing_is_taken_back_with_the_card_alone(people, browser_of, lessons, action):
    mark(browser_of("member"), lessons[0])
    mark(browser_of("member"), lessons[1], "come_back")
    before = list(LessonDone.objects.order_by("pk").values())
    browser = alone(people.member)
    assert mark(browser, lessons[0], action).status_code == 422
    for lesson, again in ((lessons[0], "done"), (lessons[1], "come_back")):
        mark(browser, lesson, again)
    assert list(LessonDone.objects.order_by("pk").values()) == before


def test_a_card_that_has_ended_notes_nothing_and_asks_for_the_card_again(people, lessons):
    browser = alone(people.member)
    people.member.cards.update(paused_at=timezone.now())
    response = mark(browser, lessons[0])
    assert response.url.startswith(reverse("accounts:card"))
    assert "Votre carte s’est refermée" in browser.get(response.url).content.decode()
    assert not LessonDone.objects.exists() and "progress" not in browser.session
    assert show_again(browser, people.member, response.url) == address(lessons[0], "fini")


def show_again(browser, user, asked: str) -> str:
    """Show a new card on the page asked for; return where that leads."""
    page = browser.get(asked).content.decode()
    going = re.search(r'name="next" value="([^"]+)"', page)[1]
    return show_alone(browser, card_of(user), next=going).url


def test_a_visitor_and_whoever_shows_a_card_do_not_read_each_other_s_note(people, lessons):
    visitor, browser = Client(), alone(people.member)
    for _ in range(2):
        assert "Sans compte, vos leçons faites" in visitor.get(address(lessons[0])).content.decode()
        assert "Sans compte, vos leçons faites" not in browser.get(address(lessons[0])).content.decode()
        assert "Vous êtes avec votre carte, sans code" in browser.get(address(lessons[0])).content.decode()


def test_what_a_visitor_did_on_this_device_is_not_shown_with_the_card(people, module, lessons):
    browser = Client(headers={"sec-fetch-site": "same-origin"})
    mark(browser, lessons[0])
    browser.get("/aide/")
    show_alone(browser, card_of(people.member))
    assert "step-done" not in browser.get(module.address).content.decode()
    assert not LessonDone.objects.exists()


def everything(browser, module, lessons, path) -> list:
    """Return all that whoever shows a card can be told of lessons: pages, statuses, where they lead, cookies."""
    pages = [
        "/",
        reverse("courses:modules"),
        module.address,
        path.get_url(),
        reverse("courses:finished", args=[module.slug]),
    ]
    asked = [browser.get(page) for page in [*pages, *map(address, lessons)]]
    asked += [reply(browser, lessons[0], choice) for choice in ("Non", "Oui")]
    for action in ("come_back", "undo", "odd", "done"):
        for lesson in (lessons[2], lessons[0], lessons[1]):  # the module may end on a lesson that is not its last
            asked += [mark(browser, lesson, action), browser.get(address(lesson)), browser.get(module.address)]
    asked += [browser.get(page) for page in pages]
    return [
        (each.status_code, each.get("Location"), sorted(each.cookies), TOKEN.sub(b"", each.content)) for each in asked
    ]


def test_no_byte_tells_what_the_person_did_before(browser_of, people, module, lessons, index):
    path = PathPageFactory(parent=index.get_parent().specific)
    path.modules.create(module=module)
    path.save()
    published()
    owner = browser_of("member")
    for lesson in lessons:
        mark(owner, lesson)
    reply(owner, lessons[0], "Non")
    seen = [everything(alone(user), module, lessons, path) for user in (people.member, person("Nour"))]
    assert seen[0] == seen[1]


def test_the_lesson_of_whoever_shows_a_card_costs_one_query_more_than_a_member_s(
    people, lessons, count_queries, browser_of
):
    browser, member = alone(people.member), browser_of("member")
    for each in (browser, member):
        each.get(address(lessons[1]))
    assert count_queries(lambda: browser.get(address(lessons[1]))) <= count_queries(
        lambda: member.get(address(lessons[1]))
    )
