"""« Sons et vidéos »: what the list says of each file, and in which order."""

import pytest
from django.urls import reverse

from content.models import SiteRecording
from tests.content.recordings import block_of, recording_made, wav

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indexed")]
LIST = reverse("wagtailmedia:index")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def read(lesson, client_of):
    """Return what the list says, in one line."""
    client = client_of("moderator")
    return lambda **query: " ".join(client.get(LIST, query).text.split())


def test_it_says_whether_a_lesson_may_show_each_file(read):
    recording = recording_made(content=wav(3))
    page = read()
    assert "Prêt" in page
    assert "3 secondes" in page
    assert recording.filename not in page, "a name drawn at random says nothing"
    recording_made("video", title="Le jardin", captions="")
    assert "Il manque quelque chose" in read()


def test_it_is_put_in_the_order_of_titles_and_back(read):
    recording_made(title="Alphabet")
    recording_made(title="Zoo")
    page = read(ordering="title")
    assert page.index("Alphabet") < page.index("Zoo")
    assert "?ordering=-title" in page
    page = read(ordering="-title")
    assert page.index("Alphabet") > page.index("Zoo")
    assert "?ordering=title" in page


def test_what_is_looked_for_is_found(read):
    recording_made(title="Alphabet")
    assert "Alphabet" in read(q="alphabet")


def test_whoever_added_a_sound_does_not_delete_it_while_somebody_reads_a_page_with_it(lesson, people, client_of):
    """Nor keep a lesson from its hour: a moderator may."""
    editor, moderator = client_of("editor"), client_of("moderator")
    recording = recording_made(uploaded_by_user=people.editor)
    lesson.body = [block_of(recording)]
    lesson.save_revision()
    lesson.get_workflow().start(lesson, people.editor)
    address = reverse("wagtailmedia:delete", args=[recording.pk])
    assert "Une page envoyée en relecture" in editor.post(address, follow=True).text
    assert SiteRecording.objects.exists()
    assert moderator.get(address).status_code == 200
