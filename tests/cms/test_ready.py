"""The gate of publication on lessons: two things must be there, whatever the way to publish; a draft needs neither."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.models import SiteImage
from content.publishing.gate import NotReadyError
from courses.models import LessonPage
from tests.courses.factories import question_block, text_block
from tests.shown_in_editor import APPROVING, PUBLISHING, shown_to

pytestmark = pytest.mark.django_db


def silent_question() -> dict:
    block = question_block(("oui", True), ("non", False))
    block["value"]["explanation"] = ""
    for choice in block["value"]["choices"]:
        choice["value"]["explanation"] = ""
    return block


@pytest.fixture
def incomplete(lesson) -> LessonPage:
    """Make a lesson whose latest version has a question without its explanation."""
    lesson.title = "Compter à deux"
    lesson.body = [text_block(), silent_question()]
    lesson.save_revision(clean=False)
    return lesson


def is_published(lesson: LessonPage) -> bool:
    return LessonPage.objects.get(pk=lesson.pk).title == "Compter à deux"


def posted(explanation: str = "", **action: str) -> dict[str, str]:
    """Return the form of a lesson with a question, whose explanation is missing unless given."""
    choices = {"count": 2}
    for place, right in enumerate((True, False)):
        choices |= {f"{place}-order": place, f"{place}-deleted": "", f"{place}-id": "", f"{place}-type": "item"}
        choices[f"{place}-value-text"] = f"Réponse {place}"
        choices[f"{place}-value-explanation"] = ""
        if right:
            choices[f"{place}-value-is_right"] = "on"
    question = {"question": "Qui signe ?", "kind": "single", "explanation": explanation, "choices": choices}
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    text = {"heading": "", "text": rich_text("<p>On compte.</p>")}
    fields = {"title": "Compter à deux", "slug": "compter", "content_note": "", "easy_read": streamfield([])}
    body = streamfield([("text", text), ("question", question)])
    return nested_form_data({**fields, "body": body, "sources": empty, "comments": empty, **action})


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_the_form_names_what_is_missing_beside_the_field_and_keeps_the_rest(lesson, client_of, action):
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    client = client_of("moderator")
    response = client.post(edit, posted(**{action: "oui"}, **shown_to(client, edit)))
    assert response.status_code == 200
    assert "Qui signe ?" in response.text
    assert not is_published(lesson)
    assert not LessonPage.objects.get(pk=lesson.pk).workflow_in_progress
    client.post(edit, posted("Le bureau signe.", **PUBLISHING, **shown_to(client, edit)))
    assert is_published(lesson)


def test_an_incomplete_draft_is_saved(lesson, client_of):
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert client_of("editor").post(edit, posted()).status_code == 302
    lesson.refresh_from_db()
    assert lesson.get_latest_revision_as_object().title == "Compter à deux"


def test_the_model_refuses_to_publish_an_incomplete_lesson(incomplete):
    with pytest.raises(NotReadyError):
        incomplete.get_latest_revision().publish()
    assert not is_published(incomplete)


def test_a_picture_without_words_is_refused_in_the_easy_version_too(lesson):
    image = SiteImage(title="Cahier", width=1, height=1, file="original_images/x.webp", file_size=1)
    image.save()
    lesson.title = "Compter à deux"
    lesson.easy_read = [{"type": "picture", "value": {"image": image.pk, "alt_text": " ", "caption": ""}}]
    with pytest.raises(NotReadyError) as refused:
        lesson.save_revision(clean=False).publish()
    assert "description" in refused.value.reasons[0]


def test_approving_an_incomplete_lesson_shows_what_is_missing(incomplete, client_of, people):
    incomplete.get_workflow().start(incomplete, people.editor)
    edit = reverse("wagtailadmin_pages:edit", args=[incomplete.pk])
    client = client_of("moderator")
    response = client.post(edit, posted(**APPROVING, **shown_to(client, edit)))
    assert response.status_code == 200
    assert "Écrivez l’explication" in response.text
    assert not is_published(incomplete)
    assert incomplete.current_workflow_task_state.status == "in_progress"


def test_the_button_of_the_editor_asks_what_every_door_asks(lesson, client_of, monkeypatch):
    """Wagtail's button calls no `publish`: it would pass a rule that its form does not know."""
    monkeypatch.setattr(LessonPage, "reasons_to_wait", lambda page, text: [f"« {text.title} » attend."])
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    client = client_of("moderator")
    response = client.post(edit, posted("Le bureau signe.", **PUBLISHING, **shown_to(client, edit)))
    assert response.url == edit
    assert "« Compter à deux » attend." in client.get(edit).text
    assert not is_published(lesson)
    assert LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object().title == "Compter à deux"


def test_an_incomplete_lesson_gets_no_publication_hour(incomplete):
    incomplete.go_live_at = timezone.now() + datetime.timedelta(days=1)
    revision = incomplete.save_revision(clean=False)
    with pytest.raises(NotReadyError):
        revision.publish()
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_at_its_hour_an_incomplete_lesson_stays_a_draft_and_the_next_page_is_published(incomplete):
    waiting = incomplete.get_latest_revision()
    past = timezone.now() - datetime.timedelta(hours=1)
    Revision.objects.filter(pk=waiting.pk).update(approved_go_live_at=past)
    other = incomplete.get_parent().specific.add_child(
        instance=LessonPage(title="Ranger", slug="ranger", body=[text_block()], live=False)
    )
    ready = other.save_revision()
    Revision.objects.filter(pk=ready.pk).update(approved_go_live_at=past + datetime.timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)
    other.refresh_from_db()
    assert other.live
    assert not is_published(incomplete)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_a_complete_lesson_is_published(lesson):
    lesson.title = "Compter à deux"
    lesson.save_revision().publish()
    assert is_published(lesson)
