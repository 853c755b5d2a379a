"""Fragments kept for several readers: each reader sees those of their own progress, never another's."""

import pytest

from courses.models import LessonPage
from tests.courses.factories import address, choice_ids, published, question_block, text_block
from tests.people import KINDS, sign_in


@pytest.fixture
def asking(lessons) -> LessonPage:
    """Return a lesson with a question of three choices."""
    lesson = lessons[0]
    lesson.body = [text_block(), question_block(("Oui", True), ("Non", False), ("Peut-être", False))]
    lesson.save()
    return lesson


def page(browser, url: str) -> str:
    return browser.get(url).content.decode()


def main_of(body: str) -> str:
    """Return the page between its header and its footer."""
    return body[body.index("<main") : body.index("</main>")]


def test_two_members_with_the_same_progress_read_the_same_text_which_names_neither(browser_of, lessons, module):
    for url in (address(lessons[0]), module.address):
        seen = {kind: page(browser_of(kind), url) for kind in ("member", "facilitator")}
        assert main_of(seen["member"]) == main_of(seen["facilitator"])
        assert "Membre" in seen["member"]
        assert "Membre" not in seen["facilitator"]
        assert "Animation" not in main_of(seen["facilitator"])


@pytest.mark.parametrize("action", ["done", "come_back"])
def test_a_mark_shows_only_to_the_member_who_put_it(browser_of, lessons, module, action):
    marking, other, visitor = browser_of("member"), browser_of("facilitator"), browser_of("visitor")
    urls = [address(lessons[0]), address(lessons[1]), module.address]
    before = {url: [main_of(page(each, url)) for each in (marking, other, visitor)] for url in urls}
    marking.post(address(lessons[0], "fini"), {"action": action})
    marking.get("/aide/")  # reads the message
    for url in urls:
        mine, theirs, nobodys = (main_of(page(each, url)) for each in (marking, other, visitor))
        assert mine != before[url][0]
        assert [theirs, nobodys] == before[url][1:]
    marking.post(address(lessons[0], "fini"), {"action": "undo"})
    marking.get("/aide/")
    assert "step-done" not in page(marking, module.address)


def test_only_a_visitor_reads_that_nothing_stays_without_an_account(browser_of, lessons):
    words = "Sans compte, vos leçons faites restent"
    for _ in range(2):
        assert words in page(browser_of("visitor"), address(lessons[0]))
        assert words not in page(browser_of("member"), address(lessons[0]))


def test_each_member_reads_their_own_attempt_of_a_question(browser_of, asking):
    trying, other = browser_of("member"), browser_of("facilitator")
    block = asking.body.raw_data[1]
    data = {"question": block["id"], "attempt": "1", "choices": choice_ids(block, "Non")}
    for each in (trying, other):
        assert 'name="attempt" value="1"' in page(each, address(asking))
    answered = trying.post(address(asking, "reponse"), data).content.decode()
    assert "Pas encore." in answered
    assert "Pas encore." not in page(trying, address(asking))
    assert 'name="attempt" value="2"' in page(trying, address(asking))
    assert 'name="attempt" value="1"' in page(other, address(asking))


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_reads_a_published_change_at_once(client, people, kind, module, lessons):
    sign_in(client, people, kind)
    urls = [address(lessons[0]), address(lessons[1]), module.address]
    for url in urls:
        assert "Tout neuf" not in page(client, url)
    lesson = LessonPage.objects.get(pk=lessons[0].pk)
    lesson.title = "Tout neuf"
    lesson.save_revision().publish()
    published()
    for url in urls:
        assert "Tout neuf" in page(client, url)
