"""The budgets of courses (docs/architecture.md#budgets) in queries, whatever the number of lessons or modules."""

import pytest
from django.core.cache import caches

from content.templatetags.site_settings import site_settings
from courses.models import LessonPage
from tests.courses.factories import (
    AudienceFactory,
    FactFactory,
    SkillFactory,
    address,
    choice_ids,
    cite,
    module_with,
    question_block,
    text_block,
)

SIZES = pytest.mark.parametrize("size", [3, 12])


@pytest.fixture
def long_module(index, size):
    """Return a module of `size` lessons; the first has text, a question, easy sentences and sources."""
    module = module_with(index, lessons=size, slug="longue")
    module.audiences.set([AudienceFactory(), AudienceFactory()])
    module.skills.set([SkillFactory() for _ in range(size)])
    module.save()
    lesson = LessonPage.objects.child_of(module).first()
    lesson.body = [text_block(), question_block(("Oui", True), ("Non", False)), text_block()]
    lesson.easy_read = [("sentences", ["Une phrase."])]
    lesson.save()
    cite(lesson, *[FactFactory(source_title=f"Source {n}") for n in range(size)])
    return module


@pytest.fixture
def first(long_module):
    """Return the first lesson of the long module."""
    return LessonPage.objects.child_of(long_module).first()


def warm(browser, url):
    """Load what is asked once (content types, session), then forget the kept pages."""
    browser.get(url)
    caches["pages"].clear()


@SIZES
def test_a_lesson_for_a_visitor_when_the_page_is_not_kept(visitor, first, count_queries):
    warm(visitor, address(first))
    assert count_queries(lambda: visitor.get(address(first))) <= 5


@SIZES
def test_a_module_for_a_visitor_when_the_page_is_not_kept(visitor, long_module, count_queries):
    warm(visitor, long_module.address)
    assert count_queries(lambda: visitor.get(long_module.address)) <= 6


@SIZES
def test_a_kept_page_costs_no_query(visitor, long_module, first, count_queries):
    for url in (long_module.address, address(first), "/formations/"):
        visitor.get(url)
        assert count_queries(lambda url=url: visitor.get(url)) == 0


@SIZES
@pytest.mark.parametrize("kind", ["member", "facilitator", "moderator", "superuser"])
def test_a_lesson_for_a_signed_in_reader(browser_of, kind, first, count_queries):
    browser = browser_of(kind)
    warm(browser, address(first))
    assert count_queries(lambda: browser.get(address(first))) <= 11
    assert count_queries(lambda: browser.get(address(first))) <= 10  # fragments hold body and sources


@SIZES
def test_a_module_for_a_member(member, long_module, count_queries):
    warm(member, long_module.address)
    assert count_queries(lambda: member.get(long_module.address)) <= 10


@SIZES
@pytest.mark.parametrize("action", ["done", "come_back", "undo"])
def test_marking_a_lesson(member, first, count_queries, action):
    url = address(first, "fini")
    for _ in range(2):
        assert count_queries(lambda: member.post(url, {"action": action})) <= 8


@SIZES
def test_answering_a_question(member, first, count_queries):
    block = first.body.raw_data[1]
    data = {"question": block["id"], "choices": choice_ids(block, "Oui")}
    member.get(address(first))
    member.post(address(first, "reponse"), data)
    assert count_queries(lambda: member.post(address(first, "reponse"), data)) <= 8


@pytest.mark.one_database
@pytest.mark.parametrize("modules", [20, 200])
def test_the_list_of_modules_whatever_its_length(visitor, index, count_queries, modules):
    audience = AudienceFactory()
    for _ in range(modules):
        module_with(index, lessons=0, audiences=[audience])
    warm(visitor, "/formations/")
    body = visitor.get("/formations/").content.decode()
    assert body.count("<article") == 20
    caches["pages"].clear()
    site_settings()  # read once, by whichever page comes first
    assert count_queries(lambda: visitor.get("/formations/")) <= 5
