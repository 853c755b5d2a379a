"""Whoever approves a lesson in the editor approves what its page showed them: the files, and the review they read."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Page, get_page_models
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.as_shown import CHANGED, ShownForm
from content.models import Fact, SiteDocument, SiteImage, SiteRecording
from courses.editing import sending
from courses.models import LessonPage, LessonSource
from tests.cms.test_workflow import form_of
from tests.content.pictures import picture
from tests.shown_in_editor import APPROVING, PUBLISHING, edit_page, shown_to

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:ResourceWarning"),
]


def a_picture(lesson: LessonPage) -> SiteImage:
    image = SiteImage.objects.create(title="Photo", file=SimpleUploadedFile("a.png", picture("PNG")))
    value = {"image": image.pk, "alt_text": "Un cahier", "caption": ""}
    lesson.body = [*lesson.body.raw_data, {"type": "picture", "value": value}]
    return image


def a_document(lesson: LessonPage) -> SiteDocument:
    document = SiteDocument.objects.create(title="Notes", file=ContentFile(b"notes", "notes.txt"))
    value = {"document": document.pk, "label": ""}
    lesson.body = [*lesson.body.raw_data, {"type": "document", "value": value}]
    return document


def a_sound(lesson: LessonPage) -> SiteRecording:
    sound = SiteRecording.objects.create(
        title="La réunion", type="audio", transcript="Tout ce qui est dit.", people_agree=True, file="sons-videos/a.mp3"
    )
    lesson.body = [*lesson.body.raw_data, {"type": "audio", "value": {"recording": sound.pk}}]
    return sound


def a_source(lesson: LessonPage) -> Fact:
    fact = Fact.objects.create(key="f", statement="Un fait.", source_title="S", confidence="H", checked_on="2026-01-31")
    lesson.sources = [LessonSource(fact=fact)]
    return fact


CHANGES = [
    (a_picture, {"file": "original_images/autre.png"}),
    (a_picture, {"file_hash": "autre"}),
    (a_picture, {"credit": "Une autre personne"}),
    (a_document, {"file": "documents/autre.txt"}),
    (a_document, {"title": "Autre"}),
    (a_sound, {"file": "sons-videos/b.mp3"}),
    (a_sound, {"transcript": "Tout autre chose."}),
    (a_sound, {"captions": "WEBVTT"}),
    (a_source, {"url": "https://exemple.org/ailleurs"}),
]


@pytest.fixture
def editor(people):
    return people.editor


def sent(lesson: LessonPage, editor) -> LessonPage:
    """Send a lesson, as it is, to the moderators."""
    lesson.title = "Compter à deux"
    lesson.save_revision(user=editor)
    lesson.get_workflow().start(lesson, editor)
    return LessonPage.objects.get(pk=lesson.pk)


def is_published(lesson: LessonPage) -> bool:
    return LessonPage.objects.get(pk=lesson.pk).title == "Compter à deux"


@pytest.mark.parametrize(("carry", "change"), CHANGES, ids=[carry.__name__ for carry, _ in CHANGES])
def test_what_a_lesson_carries_is_what_was_shown(lesson, client_of, editor, settings, tmp_path, carry, change):
    settings.MEDIA_ROOT = tmp_path
    carried = carry(lesson)
    lesson, client = sent(lesson, editor), client_of("moderator")
    shown = shown_to(client, edit_page(lesson))
    type(carried).objects.filter(pk=carried.pk).update(**change)
    answer = client.post(edit_page(lesson), form_of("Compter à deux", **APPROVING, **shown))
    assert answer.status_code == 200 and CHANGED in answer.text
    assert not is_published(lesson)
    shown = shown_to(client, edit_page(lesson))
    client.post(edit_page(lesson), form_of("Compter à deux", **APPROVING, **shown))
    assert is_published(lesson)


def test_a_review_that_was_stopped_and_begun_again_is_another(lesson, client_of, editor):
    """The version is the same one, and no warning of Wagtail's shows."""
    lesson, client = sent(lesson, editor), client_of("moderator")
    shown = shown_to(client, edit_page(lesson))
    stop = form_of("Compter à deux", **{"action-cancel-workflow": "oui"})
    assert client_of("editor").post(edit_page(lesson), stop).status_code == 200
    module = lesson.get_parent().specific
    assert lesson in [page.specific for page in sending.send(module, editor)]
    assert LessonPage.objects.get(pk=lesson.pk).latest_revision_id == lesson.latest_revision_id
    client.post(edit_page(lesson), form_of("Compter à deux", **APPROVING, **shown))
    assert not is_published(lesson)


def test_an_approval_once_the_review_is_over_saves_nothing(lesson, client_of, editor):
    lesson, client = sent(lesson, editor), client_of("moderator")
    shown = shown_to(client, edit_page(lesson))
    lesson.current_workflow_state.cancel(user=editor)
    answer = client.post(edit_page(lesson), form_of("Compter à trois", **APPROVING, **shown))
    assert CHANGED in answer.text and "Compter à trois" in answer.text
    assert LessonPage.objects.get(pk=lesson.pk).latest_revision_id == lesson.latest_revision_id


def test_a_picture_chosen_in_the_form_is_published(lesson, client_of, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = SiteImage.objects.create(title="Photo", file=SimpleUploadedFile("a.png", picture("PNG")))
    client = client_of("moderator")
    shown = shown_to(client, edit_page(lesson))
    body = streamfield(
        [
            ("text", {"heading": "", "text": rich_text("<p>On compte.</p>")}),
            ("picture", {"image": image.pk, "alt_text": "Un cahier", "caption": ""}),
        ]
    )
    form = {**form_of("Compter à deux", **PUBLISHING, **shown), **nested_form_data({"body": body})}
    assert client.post(edit_page(lesson), form).status_code == 302
    assert is_published(lesson)


def test_every_page_that_the_editor_publishes_says_what_it_showed():
    """Wagtail's own kind of page is the root alone."""
    forms = {model: model.get_edit_handler().get_form_class() for model in get_page_models() if model is not Page}
    assert all(issubclass(form, ShownForm) for form in forms.values())
