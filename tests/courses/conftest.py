"""A site with a module, and browsers that say where their forms come from."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from content import remembered
from courses.models import LessonPage, ModuleIndexPage, ModulePage
from tests.courses.factories import SkillFactory, build_site, module_with, question_block, text_block
from tests.people import sign_in


@pytest.fixture
def index(db) -> ModuleIndexPage:
    """Return « Formations » in a new site."""
    return build_site()


@pytest.fixture
def module(index) -> ModulePage:
    """Return a module of three lessons that touches two skills."""
    page = module_with(index, lessons=3, title="Tenir la caisse", slug="caisse")
    page.skills.set([SkillFactory(label="Noter"), SkillFactory(label="Classer")])
    page.save()
    return page


@pytest.fixture
def lessons(module) -> list[LessonPage]:
    """Return the lessons of the module, in order."""
    return list(LessonPage.objects.child_of(module))


@pytest.fixture
def forgotten() -> None:
    """Forget the questions remembered for another test: the transaction of a test is never committed."""
    remembered._drop_former(remembered.UNKNOWN)


@pytest.fixture
def questions(lessons, forgotten) -> dict[str, dict]:
    """Put two questions in each of the three lessons; return them by their text."""
    blocks = {}
    for number, lesson in enumerate(lessons, start=1):
        asked = [question_block(("Oui", True), ("Non", False), question=f"Question {number}{part} ?") for part in "ab"]
        lesson.body = [text_block(), *asked]
        lesson.save()
        blocks |= {block["value"]["question"]: block for block in asked}
    return blocks


@pytest.fixture
def browser_of(people) -> Callable[[str], Client]:
    """Return the browser of a kind of person; it says that its forms come from the site, as real ones do."""

    def make(kind: str) -> Client:
        return sign_in(Client(headers={"sec-fetch-site": "same-origin"}), people, kind)

    return make


@pytest.fixture
def visitor(browser_of) -> Client:
    """Return the browser of a visitor."""
    return browser_of("visitor")


@pytest.fixture
def member(browser_of) -> Client:
    """Return the browser of a member."""
    return browser_of("member")


@pytest.fixture
def count_queries() -> Callable[[Callable[[], object]], int]:
    """Count the statements of an act, without the savepoints that the transaction of a test adds."""

    def count(act: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as captured:
            act()
        return sum(1 for query in captured if "SAVEPOINT" not in query["sql"])

    return count
