"""A scenario in the form of the admin: what is refused is said there, a draft is kept, odd words break nothing."""

import json

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from courses.models import LessonPage
from tests.courses.factories import address
from tests.courses.scenarios import scenario, step
from tests.shown_in_editor import PUBLISHING, shown_to

pytestmark = pytest.mark.django_db


def _items(values: list[dict]) -> dict:
    """Return a list as its form sends it."""
    sent = {"count": len(values)}
    for place, value in enumerate(values):
        sent |= {f"{place}-order": place, f"{place}-deleted": "", f"{place}-id": "", f"{place}-type": "item"}
        sent[f"{place}-value"] = value
    return sent


def _step(value: dict) -> dict:
    ending = {"is_ending": "on"} if value["is_ending"] else {}
    sent = {"name": value["name"], "title": value["title"], "text": rich_text(value["text"])}
    return {**sent, **ending, "choices": _items(value["choices"])}


def posted(*steps: dict, **action: str) -> dict[str, str]:
    """Return the form of a lesson with a scenario of these steps."""
    value = scenario(*steps)
    block = {
        "title": value["title"],
        "intro": value["intro"],
        "steps": _items([_step(each) for each in value["steps"]]),
    }
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    fields = {"title": "Appeler", "slug": "appeler", "content_note": "", "easy_read": streamfield([])}
    body = streamfield([("scenario", block)])
    return nested_form_data({**fields, "body": body, "sources": empty, "comments": empty, **action})


@pytest.fixture
def edit(lessons) -> str:
    """Return the address of the form of a lesson."""
    return reverse("wagtailadmin_pages:edit", args=[lessons[0].pk])


def test_a_sound_scenario_is_published_and_read(edit, lessons, browser_of, visitor):
    browser = browser_of("moderator")
    assert browser.post(edit, posted(**PUBLISHING, **shown_to(browser, edit))).status_code == 302
    lesson = LessonPage.objects.get(pk=lessons[0].pk)
    assert "Étape 2. Titre 2" in visitor.get(address(lesson)).text


def test_what_is_wrong_is_said_in_the_form_and_the_rest_is_kept(edit, lessons, browser_of):
    steps = [step("1", "2", "oubli"), step("2", title="Un titre gardé")]
    browser = browser_of("moderator")
    response = browser.post(edit, posted(*steps, **PUBLISHING, **shown_to(browser, edit)))
    assert response.status_code == 200
    for words in ("Aucune étape n’a le nom « oubli ».", "Un titre gardé"):
        assert json.dumps(words)[1:-1] in response.text
    assert LessonPage.objects.get(pk=lessons[0].pk).title != "Appeler"


def test_an_unfinished_scenario_is_saved_as_a_draft(edit, lessons, browser_of):
    assert browser_of("editor").post(edit, posted(step("1", "oubli"), step("2"))).status_code == 302
    draft = LessonPage.objects.get(pk=lessons[0].pk).get_latest_revision_as_object()
    assert draft.title == "Appeler"
    assert draft.body[0].value["steps"][0]["choices"][0]["leads_to"] == "oubli"


@pytest.mark.parametrize("odd", ["a\x00b", "\u202e", "1" * 10_000, "<script>", "１", "", " "])
def test_odd_words_break_no_form(edit, lessons, browser_of, odd):
    steps = [step(odd, odd, "2", title=odd or "t"), step("2")]
    browser = browser_of("moderator")
    for action in ({}, PUBLISHING):
        sent = posted(*steps, **action, **shown_to(browser, edit))
        assert browser.post(edit, sent).status_code in {200, 302}
    assert LessonPage.objects.get(pk=lessons[0].pk).title != "Appeler"
    look = reverse("wagtailadmin_pages:view_draft", args=[lessons[0].pk])
    assert browser_of("moderator").get(look).status_code == 200
