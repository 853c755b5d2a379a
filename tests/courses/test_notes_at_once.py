"""A note sent many times at the same instant is kept once; of two texts at once, none replaces the other unread."""

import pytest
from django.test import Client

from courses.models import LessonPage, Note
from courses.notes import rules
from tests.courses.factories import address, build_site, module_with, reflection_block
from tests.people import People, sign_in
from tests.security.test_races import press
from tests.sharing.test_rush import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def block() -> dict:
    return reflection_block()


@pytest.fixture
def url(block) -> str:
    """Return where the note of a new lesson is sent."""
    lesson = LessonPage.objects.child_of(module_with(build_site(), lessons=1)).get()
    lesson.body = [block]
    lesson.save()
    return address(lesson, "pour-moi")


def test_keeping_a_note_many_times_at_once_keeps_one(block, url):
    client = sign_in(Client(), People(), "member")
    sent = {"question": block["id"], "words": "Tenir une liste.", "seen": ""}
    assert press(client, url, sent) == {302}
    assert rules.read(Note.objects.get()).words == "Tenir une liste."


def test_of_many_texts_at_once_one_is_kept_and_the_others_are_shown_again(block, url):
    client = sign_in(Client(), People(), "member")

    def once(number: int) -> int:
        browser = Client()
        browser.cookies = client.cookies.copy()
        return browser.post(url, {"question": block["id"], "words": f"Texte {number}.", "seen": ""}).status_code

    assert sorted(together(10, once)) == [302, *[422] * 9]
    assert Note.objects.count() == 1
