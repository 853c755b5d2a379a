"""A sound and a video in a lesson: heard and read without JavaScript, in any look; chosen and added by an editor."""

import re

import pytest
from playwright.sync_api import Page, expect

from content.admin.roles import ensure_roles
from content.models import SiteRecording
from courses.models import LessonPage
from tests.browser.checks import CROSSED_LOOKS, assert_accessible, assert_fits, assert_well_in
from tests.content.recordings import WORDS, block_of, mp3, recording_made, wav, webm
from tests.courses.factories import LessonPageFactory, ModulePageFactory, build_site, text_block

LESSON = "/formations/le-bureau/ecouter/"
STATE = "element => [element.paused, element.readyState, element.currentSrc]"
REACHED = """(element, seconds) => new Promise((done) => {
    const look = () => (element.currentTime > seconds ? done(true) : setTimeout(look, 50));
    look();
})"""
CUES = """(element) => new Promise((done) => {
    const look = () => {
        const cues = element.textTracks[0].cues || [];
        return cues.length ? done(cues[0].text) : setTimeout(look, 50);
    };
    look();
})"""


@pytest.fixture
def module(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return ModulePageFactory(parent=build_site(), title="Le bureau", slug="le-bureau")


@pytest.fixture
def lesson(module) -> LessonPage:
    """Make a published lesson with a sound and a video that play."""
    sound = recording_made("audio", wav(40), title="Ouvrir la réunion")
    video = recording_made("video", webm(40), title="La salle, avant la réunion")
    body = [text_block("On écoute."), block_of(sound), block_of(video)]
    return LessonPageFactory(parent=module, title="Écouter", slug="ecouter", body=body)


def medium(page: Page, kind: str):
    return page.locator(f"main {kind}")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (360, "dark"), (1280, "light"), (1280, "dark")])
def test_a_visitor_reads_what_is_said_without_javascript(lesson, window, width, scheme):
    page = window(width=width, scheme=scheme, javascript=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(LESSON)
    assert_fits(page)
    for title in ("Ouvrir la réunion", "La salle, avant la réunion"):
        part = page.locator("section.recording").filter(has=page.get_by_role("heading", name=title))
        words = part.locator(".disclosure-body")
        expect(words).to_be_hidden()
        part.get_by_text("Lire tout ce qui est dit").click()
        expect(words.get_by_text(WORDS)).to_be_visible()
        expect(part.get_by_role("link", name="Garder ce fichier")).to_be_visible()
    assert_fits(page)
    assert not [address for address in asked if "/media/sons-videos/" in address]


def test_a_lesson_with_both_is_accessible(lesson, window):
    page = window()
    page.goto(LESSON)
    assert_well_in(CROSSED_LOOKS[1], page)
    for summary in page.get_by_text("Lire tout ce qui est dit").all():
        summary.click()
    assert_well_in(CROSSED_LOOKS[1], page)


def test_a_sound_plays_when_one_asks_and_one_may_go_back(lesson, window):
    page = window()
    page.goto(LESSON)
    sound = medium(page, "audio")
    assert sound.evaluate(STATE)[:2] == [True, 0]
    sound.evaluate("element => { element.muted = true; return element.play(); }")
    assert sound.evaluate(REACHED, 0.2)
    sound.evaluate("element => { element.currentTime = 35; }")
    assert sound.evaluate(REACHED, 35)
    assert round(sound.evaluate("element => element.duration")) == 40


def test_a_video_plays_with_its_subtitles(lesson, window):
    page = window()
    page.goto(LESSON)
    video = medium(page, "video")
    assert video.evaluate(STATE)[:2] == [True, 0]
    video.evaluate("element => { element.muted = true; return element.play(); }")
    assert video.evaluate(REACHED, 0.1)
    assert video.evaluate(CUES) == WORDS
    assert video.evaluate("element => [element.videoWidth, element.videoHeight]") == [64, 48]


def test_paper_has_the_words_and_no_player(lesson, window):
    page = window()
    page.goto(LESSON)
    page.emulate_media(media="print")
    expect(page.locator(".paper-only").first).to_be_visible()
    expect(medium(page, "audio")).to_be_hidden()
    expect(medium(page, "video")).to_be_hidden()
    expect(page.get_by_text("Garder ce fichier").first).to_be_hidden()


@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")
def test_an_editor_adds_a_sound_in_the_lesson(module, window, people):
    ensure_roles()
    lesson = LessonPageFactory(parent=module, title="Compter", slug="compter", live=False)
    page = window(user=people.editor, second_factor=True)
    page.goto(f"/admin/pages/{lesson.pk}/edit/")
    page.locator(".c-sf-add-button").first.click()
    page.get_by_role("option").filter(has_text=re.compile("^Son")).first.click()
    page.get_by_role("button", name="Choisir un son").first.click()
    page.get_by_role("tab", name="Ajouter un son").first.click()
    page.locator(".modal input[type=file]").first.set_input_files(
        {"name": "La réunion.mp3", "mimeType": "audio/mpeg", "buffer": mp3()}
    )
    page.locator(".modal textarea[name$=transcript]").fill(WORDS)
    page.locator(".modal form[enctype] [type=submit]").first.click()
    expect(page.locator(".modal")).to_be_hidden()
    expect(page.get_by_text("La réunion").first).to_be_visible()
    assert SiteRecording.objects.get().transcript == WORDS
    page.goto("/aide/")
    expect(page.get_by_role("heading", name="Aide", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_screens_of_the_admin_are_accessible(module, window, people, width):
    ensure_roles()
    video = recording_made("video")
    page = window(width=width, user=people.moderator, second_factor=True)
    for address in ("", "audio/add/", f"edit/{video.pk}/", f"usage/{video.pk}/"):
        page.goto(f"/admin/media/{address}")
        assert_accessible(page, within="main")
