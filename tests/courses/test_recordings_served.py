"""Sounds and videos as browsers fetch them: in parts, of their own type, to nobody before a page shows them."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from content.recording_views import LONGEST_PART
from courses.models import LessonPage
from tests.accounts.kit import card_of, show_alone
from tests.content.recordings import SUBTITLES, mp3, recording_made, shown_in, wav

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indexed", "folder")]
OUTSIDE = ("visitor", "member", "board_member", "referent")
CONTENT = wav(2, described=False)
SIZE = len(CONTENT)


@pytest.fixture
def folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def lesson(lessons) -> LessonPage:
    return lessons[0]


@pytest.fixture
def sound(lesson):
    """A sound that a published lesson shows."""
    recording = recording_made(content=CONTENT)
    shown_in(lesson, recording)
    return recording


def fetch(client, address: str, **headers: str):
    """Return an answer and its bytes."""
    answer = client.get(address, headers=headers)
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_whole_is_sent_to_who_asks_for_no_part(client, sound):
    answer, content = fetch(client, sound.url)
    assert (answer.status_code, content) == (200, CONTENT)
    assert answer["Content-Type"] == "audio/wav"
    assert answer["Content-Length"] == str(SIZE)
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=0-", 0, SIZE - 1),
        ("bytes=100-199", 100, 199),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1),
        ("bytes=-10", SIZE - 10, SIZE - 1),
        ("bytes=-999999", 0, SIZE - 1),
        ("bytes=100-999999", 100, SIZE - 1),
    ],
)
def test_a_part_is_sent_to_who_asks_for_it(client, sound, asked, first, last):
    answer, content = fetch(client, sound.url, range=asked)
    assert answer.status_code == 206
    assert content == CONTENT[first : last + 1]
    assert answer["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert answer["Content-Length"] == str(last + 1 - first)


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=9-3", "bytes=-0", "bytes=999999-9999999"])
def test_a_part_that_is_not_there_is_refused(client, sound, asked):
    answer, content = fetch(client, sound.url, range=asked)
    assert (answer.status_code, content) == (416, b"")
    assert answer["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "asked", ["bytes=-", "bytes=a-b", "bytes=0-1,5-6", "pages=1-2", "bytes", "", "bytes=" + "9" * 40 + "-", "bytes=٣-٤"]
)
def test_what_is_no_part_is_answered_by_the_whole(client, sound, asked):
    assert fetch(client, sound.url, range=asked)[1] == CONTENT


def test_a_part_is_short_and_players_ask_for_the_next(client, lesson):
    long = mp3(8_000, described=False)
    recording = recording_made(content=long)
    shown_in(lesson, recording)
    answer, content = fetch(client, recording.url, range="bytes=10-")
    assert len(content) == LONGEST_PART
    assert answer["Content-Range"] == f"bytes 10-{LONGEST_PART + 9}/{len(long)}"


def test_a_part_of_another_version_is_answered_by_the_whole(client, sound):
    mark = fetch(client, sound.url)[0]["ETag"]
    assert fetch(client, sound.url, **{"range": "bytes=0-1", "if-range": mark})[0].status_code == 206
    assert fetch(client, sound.url, **{"range": "bytes=0-1", "if-range": '"autre"'})[1] == CONTENT


def test_what_did_not_change_is_not_sent_again(client, sound):
    answer, _ = fetch(client, sound.url)
    assert "no-cache" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert fetch(client, sound.url, **{"if-none-match": answer["ETag"]})[0].status_code == 304


def test_its_head_is_asked_without_its_bytes(client, sound):
    answer = client.head(sound.url)
    assert (answer.status_code, answer["Content-Length"]) == (200, str(SIZE))
    answer.close()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_sent_to_its_address(client, sound, method):
    assert getattr(client, method)(sound.url).status_code in {403, 405}


@pytest.mark.parametrize("kind", OUTSIDE)
def test_what_no_page_shows_is_not_found(client_of, lesson, kind):
    video = recording_made("video")
    for address in (video.url, video.captions_url):
        assert client_of(kind).get(address).status_code == 404


@pytest.mark.parametrize("kind", ["editor", "moderator", "superuser"])
def test_those_who_write_hear_what_no_page_shows(client_of, lesson, kind):
    video = recording_made("video")
    client = client_of(kind)
    assert fetch(client, video.url)[0].status_code == 200
    assert fetch(client, video.captions_url)[1].decode() == SUBTITLES


def test_a_draft_shows_nothing(client, lesson):
    recording = recording_made()
    lesson.body = [{"type": "audio", "value": {"recording": recording.pk, "title": ""}}]
    lesson.save_revision()
    assert fetch(client, recording.url)[0].status_code == 404


def test_what_is_withdrawn_is_not_found(client, lesson, sound):
    LessonPage.objects.get(pk=lesson.pk).unpublish()
    assert fetch(client, sound.url)[0].status_code == 404


def test_a_lesson_for_members_is_heard_by_members(client_of, lesson, sound):
    PageViewRestriction.objects.create(page=lesson, restriction_type=PageViewRestriction.LOGIN)
    assert fetch(client_of("visitor"), sound.url)[0].status_code == 404
    assert fetch(client_of("member"), sound.url)[0].status_code == 200


def test_a_card_shown_alone_hears_what_a_visitor_hears(people, lesson, sound):
    browser = Client(headers={"sec-fetch-site": "same-origin"})
    show_alone(browser, card_of(people.member))
    assert fetch(browser, sound.url)[1] == CONTENT
    assert fetch(browser, recording_made().url)[0].status_code == 404


def test_subtitles_are_served_as_such(client, lesson):
    video = recording_made("video")
    shown_in(lesson, video)
    answer, content = fetch(client, video.captions_url)
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert content.decode() == SUBTITLES


def test_a_sound_without_subtitles_has_no_such_address(client, sound):
    assert fetch(client, sound.captions_url)[0].status_code == 404


@pytest.mark.parametrize(
    "path", ["sons-videos/", "sons-videos/" + "a" * 5_000, "sons-videos/%00", "sons-videos/../../kept.txt",
             "sous-titres/0.vtt", "sous-titres/99999999999999999999.vtt", "sous-titres/a.vtt"]
)  # fmt: skip
def test_an_odd_address_is_not_found(client, lesson, path):
    assert fetch(client, f"/media/{path}")[0].status_code == 404


def test_a_file_that_is_away_is_not_found(client, sound):
    sound.file.storage.delete(sound.file.name)
    assert fetch(client, sound.url)[0].status_code == 404


def test_pages_may_play_what_is_here_and_nothing_else(client, lesson, sound):
    assert "media-src 'self'" in client.get(f"/formations/caisse/{lesson.slug}/")["Content-Security-Policy"]


def test_a_recording_is_served_in_few_queries(client, sound, django_assert_max_num_queries):
    fetch(client, sound.url)
    with django_assert_max_num_queries(3):
        fetch(client, sound.url)
