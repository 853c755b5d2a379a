"""A lesson left half-way is kept: before it has a title, with its blank parts; what is sent has both."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from courses.editing.draft_form import TITLE_WANTED, UNTITLED
from courses.models import LessonPage

pytestmark = pytest.mark.django_db
NO_ROWS = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
JSON = {"accept": "application/json"}


def form_of(title: str = "", slug: str = "", heading: str = "", **action: str) -> dict[str, str]:
    """Return the form of a new lesson where one sentence was written, and one part left as it was."""
    parts = [
        ("text", {"heading": heading, "text": rich_text("<p>On compte à deux.</p>")}),
        ("example", {"title": "", "text": rich_text("")}),
    ]
    fields = {"title": title, "slug": slug, "content_note": "", "easy_read": streamfield([])}
    body = streamfield(parts)
    return nested_form_data({**fields, "body": body, "sources": NO_ROWS, "comments": NO_ROWS, **action})


@pytest.fixture
def editor(lesson, client_of):
    return client_of("editor")


@pytest.fixture
def kept(lesson, editor) -> LessonPage:
    """Write a lesson without a title, as the page keeps it by itself after some seconds."""
    add = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", lesson.get_parent().pk])
    response = editor.post(add, form_of(), headers=JSON)
    assert response.json()["success"]
    return LessonPage.objects.exclude(pk=lesson.pk).get()


def edit(page: LessonPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_lesson_is_kept_before_it_has_a_title(kept):
    latest = kept.get_latest_revision_as_object()
    assert (kept.live, latest.title) == (False, UNTITLED)
    assert [part.block_type for part in latest.body] == ["text", "example"]


def test_the_title_given_at_last_makes_the_address(kept, editor):
    editor.post(edit(kept), form_of("Compter à deux", kept.slug))
    latest = LessonPage.objects.get(pk=kept.pk).get_latest_revision_as_object()
    assert (latest.title, latest.slug) == ("Compter à deux", "compter-a-deux")


def test_a_draft_whose_title_was_erased_keeps_its_former_one(kept, editor):
    editor.post(edit(kept), form_of("Compter à deux", kept.slug))
    editor.post(edit(kept), form_of("", "compter-a-deux"))
    assert LessonPage.objects.get(pk=kept.pk).get_latest_revision_as_object().title == "Compter à deux"


@pytest.mark.parametrize("title", ["", UNTITLED])
def test_what_is_sent_has_a_title(kept, editor, title):
    response = editor.post(edit(kept), form_of(title, kept.slug, **{"action-submit": "oui"}))
    assert response.status_code == 200
    assert (TITLE_WANTED if title else "À remplir") in response.text
    assert not LessonPage.objects.get(pk=kept.pk).workflow_in_progress


def test_what_is_sent_leaves_its_blank_parts_out(kept, editor):
    response = editor.post(edit(kept), form_of("Compter à deux", kept.slug, **{"action-submit": "oui"}))
    assert response.status_code == 302
    latest = LessonPage.objects.get(pk=kept.pk).get_latest_revision_as_object()
    assert [part.block_type for part in latest.body] == ["text"]
