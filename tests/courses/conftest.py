"""A site with a module, and browsers that say where their forms come from."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from content import remembered
from content.admin.roles import ensure_roles
from courses.group_readings import rules as group_readings
from courses.models import GroupReading, LessonPage, ModuleIndexPage, ModulePage
from tests.courses.factories import (
    SkillFactory,
    address,
    build_site,
    module_with,
    published,
    question_block,
    reflection_block,
    text_block,
)
from tests.courses.group_readers import confirm, runs
from tests.courses.notes import WORDS, seen_on
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
def block() -> dict:
    """Return a reflection, as the database keeps it."""
    return reflection_block()


@pytest.fixture
def reflecting(lessons, block, forgotten) -> LessonPage:
    """Return the first lesson, with a reflection between two texts."""
    lessons[0].body = [text_block("Avant."), block, text_block("Après.")]
    lessons[0].save()
    published()
    return lessons[0]


@pytest.fixture
def write_note(reflecting, block) -> Callable[..., HttpResponse]:
    """Return a function that sends a note, as the page it was read on would."""

    def send(browser: Client, words: str = WORDS, **fields: str) -> HttpResponse:
        seen = seen_on(browser.get(address(reflecting)).content.decode())
        data = {"question": block["id"], "words": words, "seen": seen} | fields
        return browser.post(address(reflecting, "pour-moi"), data)

    return send


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


@pytest.fixture
def moderator(people, module) -> User:
    """Return a moderator, once the roles are there."""
    ensure_roles()
    return people.moderator


@pytest.fixture
def two(people, module) -> list[GroupReading]:
    """Return the readings of two groups, said by two people."""
    here, elsewhere = runs(people.here, "Une"), runs(people.elsewhere, "Autre")
    return [
        group_readings.say(here, people.here, module, "named"),
        group_readings.say(elsewhere, people.elsewhere, module, "a_group"),
    ]


@pytest.fixture
def both(two, moderator) -> list[GroupReading]:
    """Return the readings of two groups, both confirmed."""
    for reading in two:
        confirm(reading, moderator)
    return two


@pytest.fixture
def moderators_desk(client_of, moderator) -> Client:
    """Return the browser of a moderator."""
    return client_of("moderator")
