"""Sounds and videos in a lesson: what readers have of them, and what keeps the lesson from being published."""

import re

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.models import SiteRecording
from content.models.recordings import NO_AGREEMENT, NO_CAPTIONS, NO_WORDS
from content.publishing.gate import NotReadyError
from courses.booklet.document import pieces_of_lesson
from courses.booklet.together import sheet_of
from courses.editing.lesson_text import remarks_on
from courses.learning.lookup import reading_around
from courses.models import LessonPage
from tests.content.recordings import block_of, recording_made, shown_in, webm
from tests.courses.factories import address, published, text_block
from tests.shown_in_editor import PUBLISHING, shown_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indexed", "folder")]
SPOKEN = "Bonjour à tout le monde.\n\nOn compte à deux."
LACKS = [("transcript", "", NO_WORDS), ("captions", "", NO_CAPTIONS), ("people_agree", False, NO_AGREEMENT)]


@pytest.fixture
def folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def lesson(lessons, forgotten) -> LessonPage:
    return lessons[0]


@pytest.fixture(params=["audio", "video"])
def recording(request, lesson) -> SiteRecording:
    return recording_made(request.param, transcript=SPOKEN)


def page(client, lesson: LessonPage, **data: str) -> str:
    published()
    return client.get(address(lesson), data).text


def form_of(recording: SiteRecording, **action: str) -> dict[str, str]:
    """Return the form of a lesson that shows a recording."""
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    text = {"heading": "", "text": rich_text("<p>On compte à deux.</p>")}
    shown = {"recording": recording.pk, "title": "Écoutons"}
    body = streamfield([("text", text), (recording.type, shown)])
    fields = {"title": "Compter", "slug": "compter", "content_note": "", "easy_read": streamfield([])}
    return nested_form_data({**fields, "body": body, "sources": empty, "comments": empty, **action})


def test_nothing_plays_nor_loads_by_itself(visitor, lesson, recording):
    shown_in(lesson, recording)
    text = page(visitor, lesson)
    assert f'<{recording.type} class="no-print" controls preload="none"' in text
    assert "autoplay" not in text
    assert f'src="{recording.url}"' in text


def test_its_words_are_beside_it_and_open_without_javascript(visitor, lesson, recording):
    shown_in(lesson, recording)
    text = page(visitor, lesson)
    assert "<summary>" in text
    assert "Lire tout ce qui est dit" in text
    assert text.count("<p>On compte à deux.</p>") == 2  # on the screen, and on paper


def test_the_file_is_kept_by_who_wants_it_and_says_its_weight(visitor, lesson, recording):
    shown_in(lesson, recording)
    text = page(visitor, lesson)
    assert f'href="{recording.url}" download="la-reunion.{recording.ending}"' in text
    assert re.search(rf"\({recording.ending.upper()}, \d+(,\d)?\s[Ko]", text)


def test_a_video_has_its_subtitles_and_its_room(visitor, lesson):
    video = recording_made("video")
    shown_in(lesson, video)
    text = page(visitor, lesson)
    assert f'<track kind="captions" src="{video.captions_url}" srclang="fr" label="Sous-titres" default>' in text
    assert 'width="64" height="48"' in text


def test_a_title_of_the_lesson_takes_the_place_of_that_of_the_file(visitor, lesson, recording):
    lesson.body = [block_of(recording, title="Écoutons <ensemble>")]
    lesson.save_revision().publish()
    text = page(visitor, lesson)
    assert "Écoutons &lt;ensemble&gt;" in text
    assert "La réunion" not in text


def test_words_are_no_markup(visitor, lesson):
    shown_in(lesson, recording_made(transcript="<script>alert(1)</script>", title="<b>a"))
    assert "<script>alert(1)" not in page(visitor, lesson)


def test_the_easy_version_has_them_too(visitor, lesson, recording):
    lesson.easy_read = [{"type": "sentences", "value": ["On compte à deux."]}]
    lesson.body = [text_block("Le texte complet."), block_of(recording)]
    lesson.save_revision().publish()
    visitor.post("/confort/", {"easy": "on"})
    text = page(visitor, lesson)
    assert f"<{recording.type} " in text
    assert "Le texte complet." not in text


def test_a_recording_that_is_gone_leaves_the_lesson_readable(visitor, lesson, recording):
    lesson.body = [text_block("Avant."), block_of(recording)]
    lesson.save_revision().publish()
    recording.delete()
    text = page(visitor, lesson)
    assert "Avant." in text
    assert f"<{recording.type} " not in text


def test_its_length_counts_in_that_of_the_lesson(lesson):
    SiteRecording.objects.filter(pk=recording_made("video", webm(3)).pk).update(duration=130)
    long = SiteRecording.objects.get()
    lesson.body = [text_block(), block_of(long)]
    lesson.save()
    assert lesson.minutes == 3


def test_a_lesson_without_any_asks_nothing_of_them(lesson, django_assert_num_queries):
    with django_assert_num_queries(0):
        LessonPage(body=lesson.body.raw_data)._seconds_heard()


@pytest.mark.parametrize(("name", "value", "said"), LACKS)
def test_a_lesson_waits_for_what_its_recordings_lack(lesson, recording, name, value, said):
    setattr(recording, name, value)
    recording.save()
    lesson.body = [block_of(recording)]
    lesson.title = "Compter"
    revision = lesson.save_revision(clean=False)
    if name == "captions" and recording.type == "audio":
        revision.publish()
        return
    with pytest.raises(NotReadyError) as refused:
        revision.publish()
    assert said.format("La réunion") in " ".join(refused.value.reasons)
    assert LessonPage.objects.get(pk=lesson.pk).title != "Compter"


def test_the_form_says_it_beside_the_block_and_loses_nothing(browser_of, lesson, recording):
    SiteRecording.objects.update(transcript="")
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    browser = browser_of("superuser")
    answer = browser.post(edit, form_of(recording, **PUBLISHING, **shown_to(browser, edit)))
    assert answer.status_code == 200
    faults = answer.context["form"].errors["body"].as_data()[0].block_errors[1].block_errors
    assert faults["recording"].messages == [NO_WORDS.format("La réunion")]
    assert "On compte" in answer.text
    assert 'value="Compter"' in answer.text
    assert LessonPage.objects.get(pk=lesson.pk).title != "Compter"


def test_a_draft_is_kept_without_words(browser_of, lesson, recording):
    SiteRecording.objects.update(transcript="", people_agree=False)
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert browser_of("superuser").post(edit, form_of(recording)).status_code == 302
    assert LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object().title == "Compter"


def test_a_video_is_not_chosen_as_a_sound(browser_of, lesson):
    video = recording_made("video")
    edit, browser = reverse("wagtailadmin_pages:edit", args=[lesson.pk]), browser_of("superuser")
    sent = form_of(video, **PUBLISHING)
    sent = {name: "audio" if value == "video" else value for name, value in sent.items()} | shown_to(browser, edit)
    assert browser.post(edit, sent).status_code == 200
    assert LessonPage.objects.get(pk=lesson.pk).title != "Compter"


def test_the_panel_says_what_lacks_and_what_is_long(lesson, recording):
    SiteRecording.objects.update(transcript="", duration=200)
    lesson.body = [block_of(recording)]
    said = {remark.title: remark for remark in remarks_on(lesson)}
    assert said["Sons et vidéos à compléter"].blocks
    assert said["Son ou vidéo long à suivre"].quotes == ("La réunion",)


def test_paper_has_its_words(lesson, recording):
    lesson.body = [block_of(recording)]
    (box,) = pieces_of_lesson(lesson)
    assert box["title"] == "La réunion"
    texts = [piece["runs"][0]["text"] for piece in box["pieces"]]
    assert "sur le site (" in texts[0]
    assert texts[1:] == ["Bonjour à tout le monde.", "On compte à deux."]


def test_the_sheet_to_read_together_numbers_its_words(lesson, recording):
    shown_in(lesson, recording)
    sheet = sheet_of(reading_around(LessonPage.objects.get(pk=lesson.pk), False), is_easy=False)
    assert [piece["passage"] for piece in sheet["pieces"][0]["pieces"]] == [1, 2, 3]


def test_the_words_are_found_once_the_lesson_is_published(client, lesson):
    recording = recording_made(transcript="La marmotte compte.")
    lesson.body = [block_of(recording)]
    lesson.save_revision()
    assert not LessonPage.objects.live().search("marmotte")
    lesson.get_latest_revision().publish()
    assert [each.pk for each in LessonPage.objects.live().search("marmotte")] == [lesson.pk]


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, ""), (1, "1\xa0seconde"), (65, "1\xa0minute 5\xa0secondes"), (120, "2\xa0minutes")]
)
def test_a_length_is_said_in_words(seconds, said):
    assert SiteRecording(duration=seconds).spoken_length == said
