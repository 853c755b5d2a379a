"""Sounds and videos in the admin: who adds them, what the forms say, what a published page keeps from being removed."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection

from config.operations.task_queue import run_waiting_tasks
from content.models import SiteRecording
from content.recordings import refusals
from courses.models import LessonPage
from tests.content.recordings import NAME, SUBTITLES, WORDS, mp3, mp4, recording_made, shown_in, webm
from tests.people import sign_in
from tests.security.odd import LONG, SCRIPT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indexed", "folder")]


@pytest.fixture
def folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(lesson, client_of):
    """An editor, once the roles are there."""
    return client_of("editor")


@pytest.fixture
def moderator(lesson, client_of):
    return client_of("moderator")


def fields(**other) -> dict:
    """Return what the form of a sound sends."""
    said = {"title": "La réunion", "transcript": WORDS, "people_agree": "on", "tags": ""}
    return {**said, "collection": Collection.get_first_root_node().pk, **other}


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def add(client, kind: str, content: bytes, name: str = "fichier", **other):
    return client.post(reverse("wagtailmedia:add", args=[kind]), fields(file=upload(name, content), **other))


def edit(client, recording: SiteRecording, **other):
    return client.post(reverse("wagtailmedia:edit", args=[recording.pk]), fields(**other))


def test_an_editor_adds_a_sound_kept_without_a_name(editor):
    assert add(editor, "audio", mp3(), name=f"{NAME}.mp3").status_code == 302
    recording = SiteRecording.objects.get()
    with recording.file.open() as file:
        assert NAME.encode() not in file.read()
    assert "eanne" not in recording.file.name
    assert recording.file.name.endswith(".mp3")
    assert recording.duration == pytest.approx(1.04, abs=0.01)
    assert recording.people_agree


def test_a_video_is_named_by_what_it_is(editor):
    assert add(editor, "video", webm(), name="film.mp4", captions=SUBTITLES).status_code == 302
    recording = SiteRecording.objects.get()
    assert (recording.ending, recording.content_type) == ("webm", "video/webm")
    assert (recording.width, recording.height) == (64, 48)


def test_a_file_that_is_refused_keeps_what_was_typed(editor):
    answer = add(editor, "audio", b"MZ\x90\0" * 400, name="reunion.mp3")
    assert answer.status_code == 200
    assert refusals.NOT_A_SOUND in answer.text
    assert WORDS in answer.text
    assert not SiteRecording.objects.exists()


def test_a_file_that_is_too_heavy_is_refused(editor, settings):
    settings.RECORDINGS_MAX_UPLOAD_SIZE = {"audio": 10_000, "video": 10_000}
    assert "trop lourd" in add(editor, "audio", mp3()).text


def test_a_video_is_no_sound(editor):
    assert refusals.IS_A_VIDEO in add(editor, "audio", mp4()).text


def test_subtitles_come_from_a_file_or_from_the_page(editor):
    typed = SUBTITLES.replace("Bonjour", "Bonsoir")
    add(editor, "video", mp4(), captions=typed, captions_file=upload("a.vtt", b"\xef\xbb\xbf" + SUBTITLES.encode()))
    recording = SiteRecording.objects.get()
    assert recording.captions == SUBTITLES
    edit(editor, recording, captions=typed)
    recording.refresh_from_db()
    assert recording.captions == typed


@pytest.mark.parametrize("way", ["page", "file"])
def test_subtitles_that_do_not_read_are_refused_beside_their_field(editor, way):
    broken = "WEBVTT\n\n00:00:02.000 --> 00:00:01.000\nBonjour."
    sent = {"captions": broken} if way == "page" else {"captions_file": upload("a.vtt", broken.encode())}
    answer = add(editor, "video", mp4(), **sent)
    assert "passage 1" in answer.text
    assert WORDS in answer.text


def test_a_sound_asks_for_no_subtitles(editor):
    form = editor.get(reverse("wagtailmedia:add", args=["audio"])).text
    assert 'name="captions' not in form
    assert "MP3, M4A, WAV" in form


def test_a_file_is_replaced_and_the_former_one_goes(editor):
    add(editor, "audio", mp3())
    recording = SiteRecording.objects.get()
    former = recording.file.name
    assert edit(editor, recording, file=upload("a.mp3", mp3(80))).status_code == 302
    recording.refresh_from_db()
    assert recording.duration == pytest.approx(2.09, abs=0.01)
    assert recording.file.name != former
    assert not recording.file.storage.exists(former)


def test_a_change_of_words_keeps_the_file(editor):
    add(editor, "audio", mp3())
    recording = SiteRecording.objects.get()
    edit(editor, recording, title="Autre")
    changed = SiteRecording.objects.get()
    assert (changed.title, changed.file.name) == ("Autre", recording.file.name)


def test_an_editor_changes_their_own_and_a_moderator_any(editor, moderator):
    add(editor, "audio", mp3())
    own, other = SiteRecording.objects.get(), recording_made()
    for recording, client, status in [(own, editor, 200), (other, editor, 302), (own, moderator, 200)]:
        assert client.get(reverse("wagtailmedia:edit", args=[recording.pk])).status_code == status


@pytest.mark.parametrize("kind", ["visitor", "member", "board_member"])
def test_nobody_else_has_these_screens(lesson, client_of, kind):
    client = client_of(kind)
    for name, args in [
        ("index", []),
        ("add", ["audio"]),
        ("edit", [recording_made().pk]),
        ("delete", [1]),
        ("chooser", []),
    ]:
        assert client.get(reverse(f"wagtailmedia:{name}", args=args)).status_code in {302, 403, 404}


def test_a_coordinator_has_no_sound_to_add(lesson, people, client):
    signed = sign_in(client, people, "coordinator")
    assert signed.get(reverse("wagtailmedia:add", args=["audio"])).status_code == 404


def test_the_screens_speak_french(moderator):
    recording = recording_made("video")
    for name, args in [("index", []), ("add", ["video"]), ("edit", [recording.pk]), ("delete", [recording.pk]),
                       ("media_usage", [recording.pk])]:  # fmt: skip
        page = moderator.get(reverse(f"wagtailmedia:{name}", args=args))
        assert page.status_code == 200
        for english in ("Add audio", "Upload", "Media", "Delete", "Are you sure", "Usage", "Duration", "Save"):
            assert f">{english}" not in page.text, (name, english)
        assert "édia" not in page.text, name


def test_the_menu_says_sounds_and_videos(moderator):
    home = moderator.get(reverse("wagtailadmin_home")).text
    assert "édia" not in home and "Media" not in home
    assert "Sons et vid\\u00e9os" in home
    assert "son ou vidéo" in home


def test_what_a_published_page_shows_is_not_removed(lesson, moderator):
    recording = recording_made()
    shown_in(lesson, recording)
    address = reverse("wagtailmedia:delete", args=[recording.pk])
    for answer in (moderator.get(address), moderator.post(address)):
        assert answer.status_code == 303
    assert "retirez-le d’abord" in moderator.get(address, follow=True).text
    assert SiteRecording.objects.exists()


def test_what_a_published_page_shows_is_changed_by_those_who_publish(lesson, people, editor, moderator):
    recording = recording_made(uploaded_by_user=people.editor)
    shown_in(lesson, recording)
    address = reverse("wagtailmedia:edit", args=[recording.pk])
    assert "demandez à l’équipe de modération" in editor.get(address, follow=True).text
    assert edit(editor, recording, transcript="Autre chose.").status_code == 303
    recording.refresh_from_db()
    assert recording.transcript == WORDS
    assert edit(moderator, recording, transcript="Autre chose.").status_code == 302
    recording.refresh_from_db()
    assert recording.transcript == "Autre chose."


def test_what_no_page_shows_is_removed_with_its_file(lesson, moderator, django_capture_on_commit_callbacks):
    recording = recording_made()
    with django_capture_on_commit_callbacks(execute=True):
        assert moderator.post(reverse("wagtailmedia:delete", args=[recording.pk])).status_code == 302
    assert not SiteRecording.objects.exists()
    assert not recording.file.storage.exists(recording.file.name)


@pytest.mark.parametrize("name", ["transcript", "captions", "people_agree"])
def test_what_a_published_page_needs_is_not_emptied(lesson, moderator, name):
    recording = recording_made("video")
    shown_in(lesson, recording)
    answer = edit(moderator, recording, **{"captions": SUBTITLES, name: ""})
    assert "Une page publiée montre ce fichier" in answer.text
    recording.refresh_from_db()
    assert recording.missing() == []


def test_the_same_is_emptied_while_no_page_shows_it(lesson, moderator):
    recording = recording_made()
    assert edit(moderator, recording, transcript="").status_code == 302
    recording.refresh_from_db()
    assert recording.transcript == ""


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("media/add/", 404),
        ("edit/9223372036854775808/", 404),
        ("edit/99999999999999999999999999/", 404),
        ("delete/0/", 404),
        ("usage/0/", 404),
        ("?collection_id=a", 400),
        ("chooser/?collection_id=a&q=b", 400),
        ("chooser/?collection_id=99999999999999999999&p=1", 400),
        ("chooser/?tag=%00&p=1", 400),
        ("?tag=%00", 400),
        ("?p=a&q=b", 200),
        ("chooser/?p=99999&q=", 200),
        ("chooser/audio/", 200),
        ("chooser/9223372036854775808/", 404),
        ("audio/chooser/upload/", 200),
    ],
)
def test_odd_addresses_are_answered(moderator, address, status):
    moderator.raise_request_exception = False
    assert moderator.get(f"/admin/media/{address}").status_code == status


def test_a_kind_that_is_none_is_not_added(moderator):
    moderator.raise_request_exception = False
    assert add(moderator, "media", mp3()).status_code == 404


def test_a_file_is_added_in_the_chooser(editor):
    prefix = "media-chooser-upload"
    data = {f"{prefix}-{name}": value for name, value in fields(file=upload("a.mp3", mp3())).items()}
    answer = editor.post(reverse("wagtailmedia:chooser_upload", args=["audio"]), data)
    assert answer.json()["step"] == "media_chosen"
    data = {f"{prefix}-{name}": value for name, value in fields(file=upload("a.mp3", b"rien")).items()}
    answer = editor.post(reverse("wagtailmedia:chooser_upload", args=["audio"]), data)
    assert refusals.NOT_A_SOUND in answer.json()["html"]


def test_an_editor_chooses_what_a_colleague_added(editor, client_of):
    video, sound = recording_made("video", title="La salle"), recording_made(title="Le chant")
    shown = editor.get(reverse("wagtailmedia:chooser_typed", args=["video"])).json()["html"]
    assert "La salle" in shown
    assert "Le chant" not in shown
    chosen = reverse("wagtailmedia:media_chosen", args=[sound.pk])
    assert editor.get(chosen).json()["result"]["title"] == "Le chant"
    assert client_of("member").get(chosen).status_code in {302, 403, 404}
    assert editor.get(reverse("wagtailmedia:media_chosen", args=[video.pk + 9])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_lesson_is_found_by_the_new_words_of_its_sound(lesson, moderator):
    recording = recording_made()
    shown_in(lesson, recording)
    assert edit(moderator, recording, transcript="Le trésor est sous la marmotte.").status_code == 302
    run_waiting_tasks(threading.Event())
    assert [page.pk for page in LessonPage.objects.live().search("marmotte")] == [lesson.pk]


@pytest.mark.parametrize("text", ["a\x00b", SCRIPT, LONG, "\u202eabc", "{{ 7|add:7 }}", "²"])
@pytest.mark.parametrize("name", ["title", "transcript", "captions", "people_agree", "collection"])
def test_odd_words_break_no_form(moderator, name, text):
    moderator.raise_request_exception = False
    recording = recording_made("video")
    changed = edit(moderator, recording, **{"captions": SUBTITLES, name: text})
    for answer in (changed, add(moderator, "video", mp4(), **{name: text})):
        assert answer.status_code < 500
        assert SCRIPT not in answer.text
    assert SCRIPT not in moderator.get(reverse("wagtailmedia:index")).text
