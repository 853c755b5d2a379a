"""« Écouter »: the page read aloud by the device, sentence by sentence, and by no voice that asks a server."""

import pytest
from django.core.signals import request_started
from playwright.sync_api import Page, expect

from passport.sharing import prepared_shares
from passport.sharing.rules import ShareRequest
from tests.browser.checks import assert_well_in_every_look
from tests.browser.voices import (
    BAR,
    CANADIAN,
    ENGLISH,
    FRENCH,
    REMOTE,
    START,
    WITHOUT_HIGHLIGHTS,
    end_sentence,
    heard,
    listening,
    said,
)
from tests.courses.factories import (
    LessonPageFactory,
    ModulePageFactory,
    address,
    build_site,
    question_block,
    text_block,
)
from tests.courses.scenarios import town_hall
from tests.courses.test_booklet_file import TABLE
from tests.passport.factories import make_line

TEXT = "Comptez la caisse à deux. Notez la somme <strong>sur la feuille</strong> ! Puis rangez."
QUESTION = question_block(("À deux", True), ("Je le fais seul", False), question="Comment compte-t-on ?")
EASY = [{"type": "sentences", "id": "facile", "value": ["On compte à deux.", "On écrit."]}]
LESSON = [
    "Leçon 1 sur 1, 1 minute.", "Proposition de départ", "La caisse", "Version complète", "Comptez la caisse à deux.",
    "Notez la somme sur la feuille !", "Puis rangez.",
    "La caisse en avril", "Enveloppes", "Dépense : 22,90", "Total", "Dépense : 22,90",
    "Comment compte-t-on ?", "À deux", "Je le fais seul",
]  # fmt: skip
# The article without its buttons, and how many texts stand in it.
ARTICLE = """() => {
    const copy = document.querySelector("article").cloneNode(true);
    copy.querySelector(".tools").remove();
    const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    let texts = 0;
    while (walker.nextNode()) {
        texts += 1;
    }
    return [copy.innerHTML, texts];
}"""


@pytest.fixture
def lesson(transactional_db):
    """Return a lesson with a text, a table and a question, in two versions."""
    module = ModulePageFactory(parent=build_site(), title="Tenir la caisse", slug="caisse")
    body = [text_block(TEXT), TABLE, QUESTION]
    return LessonPageFactory(parent=module, title="La caisse", body=body, easy_read=EASY)


def texts(page: Page) -> list[str]:
    """Return what was said, in order."""
    return [each["text"] for each in said(page)]


def press(page: Page, name: str) -> None:
    """Press a button of the bar."""
    page.locator(BAR).get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("voices", [[], [REMOTE], [ENGLISH, REMOTE]], ids=["none", "remote", "foreign"])
def test_without_a_french_voice_of_the_device_nothing_is_shown_and_no_room_is_kept(window, transactional_db, voices):
    page, bare = listening(window(), voices), window(javascript=False)
    for path in ("/aide/", "/confort/"):
        heads = []
        for each in (page, bare):
            each.goto(path)
            heads.append(each.locator("main").bounding_box())
            assert each.locator("[data-listen]").count() > 0
            assert [
                shown for shown in each.locator("[data-listen], [data-listen-bar]").all() if shown.is_visible()
            ] == []
        assert heads[0] == heads[1]


def test_a_list_of_voices_that_comes_late_shows_the_button_and_one_that_goes_takes_it_away(window, transactional_db):
    page = listening(window(), [])
    page.goto("/aide/")
    expect(page.locator(START)).to_be_hidden()
    page.evaluate("(voices) => changeVoices(voices)", [FRENCH])
    page.get_by_role("button", name="Écouter").click()
    page.evaluate("(voices) => changeVoices(voices)", [REMOTE])
    expect(page.locator(BAR)).to_be_hidden()
    expect(page.locator(START)).to_be_hidden()
    assert page.evaluate("isSpeaking()") is False


@pytest.mark.parametrize(("voices", "chosen"), [([REMOTE, ENGLISH, FRENCH], FRENCH), ([REMOTE, CANADIAN], CANADIAN)])
def test_only_a_voice_of_the_device_ever_speaks(window, transactional_db, voices, chosen):
    page = listening(window(), voices)
    page.goto("/aide/")
    spoken = heard(page)
    assert len(spoken) > 20
    assert {(each["voice"], each["lang"]) for each in spoken} == {(chosen["name"], chosen["lang"])}


def test_each_sentence_of_a_lesson_is_said_once_in_order_and_marked(lesson, window):
    page = listening(window(), [FRENCH])
    page.goto(address(lesson))
    before = page.evaluate(ARTICLE)
    spoken = heard(page)
    assert [each["text"] for each in spoken][: len(LESSON)] == LESSON
    for each in spoken:
        assert each["text"].removeprefix("Dépense : ") == each["marked"]
    assert page.evaluate(ARTICLE) == before
    assert page.evaluate("CSS.highlights.size") == 0
    expect(page.locator(BAR)).to_be_hidden()
    expect(page.get_by_role("button", name="Écouter")).to_be_visible()


def test_the_easy_version_and_the_answer_are_said_as_they_are_shown(lesson, window):
    page = listening(window(width=360), [FRENCH])
    page.goto(address(lesson))
    page.get_by_role("button", name="Facile à lire").click()
    page.get_by_label("À deux").check()
    page.get_by_role("button", name="Répondre").click()
    expect(page.locator(".answer")).to_be_visible()
    spoken = [each["text"] for each in heard(page)]
    assert "On compte à deux." in spoken
    assert "Comptez la caisse à deux." not in spoken
    assert "L’explication générale." in "|".join(spoken)
    assert "Parce que À deux." in spoken


def test_the_bar_pauses_resumes_steps_and_stops(lesson, window):
    page = listening(window(), [FRENCH])
    page.goto(address(lesson))
    page.get_by_role("button", name="Écouter").click()
    end_sentence(page)
    press(page, "Pause")
    assert page.evaluate("isSpeaking()") is False
    press(page, "Reprendre")
    press(page, "Phrase suivante")
    press(page, "Phrase précédente")
    assert texts(page) == [*LESSON[:2], LESSON[1], LESSON[2], LESSON[1]]
    press(page, "Arrêter la lecture")
    expect(page.locator(BAR)).to_be_hidden()
    expect(page.locator(START)).to_be_focused()
    assert page.evaluate("isSpeaking()") is False
    assert page.evaluate("CSS.highlights.size") == 0


def test_a_voice_that_fails_is_told(lesson, window):
    page = listening(window(), [FRENCH])
    page.goto(address(lesson))
    page.get_by_role("button", name="Écouter").click()
    page.evaluate("endSentence('onerror')")
    expect(page.get_by_text("La voix de votre appareil ne répond pas.")).to_be_visible()
    expect(page.locator(BAR)).to_be_hidden()
    page.get_by_role("button", name="Écouter").click()
    expect(page.get_by_text("La voix de votre appareil ne répond pas.")).to_be_hidden()


def test_the_pace_is_kept_on_the_device_and_shown_in_reading_comfort(lesson, window):
    page = listening(window(), [FRENCH])
    page.goto(address(lesson))
    page.get_by_role("button", name="Écouter").click()
    asked = []

    def note(environ, **_):
        asked.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")

    request_started.connect(note)
    with page.expect_response("**/confort/"):
        press(page, "Vite")
    page.wait_for_load_state("networkidle")
    request_started.disconnect(note)
    assert asked == ["POST /confort/"], "no other page is opened"
    assert [(each["text"], each["rate"]) for each in said(page)] == [(LESSON[0], 1), (LESSON[0], 1.3)]
    page.goto("/aide/")
    page.get_by_role("button", name="Écouter").click()
    assert said(page)[0]["rate"] == 1.3
    expect(page.get_by_role("button", name="Vite")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Normal")).to_have_attribute("aria-pressed", "false")
    page.goto("/confort/")
    expect(page.get_by_role("group", name="Vitesse de la lecture à voix haute").get_by_label("Vite")).to_be_checked()


def test_the_pace_of_a_member_is_kept_in_the_account(window, people):
    page = listening(window(user=people.member), [FRENCH])
    page.goto("/confort/")
    page.get_by_role("button", name="Écouter").click()
    with page.expect_response("**/confort/"):
        press(page, "Lentement")
    expect(page.get_by_role("radio", name="Lentement")).to_be_checked()
    people.member.refresh_from_db()
    assert people.member.reading_pace == "slow"


def test_leaving_the_page_silences_the_voice(window, transactional_db):
    page = listening(window(), [FRENCH])
    page.goto("/aide/")
    page.get_by_role("button", name="Écouter").click()
    assert page.evaluate("sessionStorage.silenced") is None
    page.goto("/confidentialite/")
    assert page.evaluate("sessionStorage.silenced") == "1"
    page.goto("/aide/")
    assert page.evaluate("sessionStorage.silenced") == "1", "nothing was said"


def test_what_is_said_comes_into_view_unless_somebody_reads_elsewhere(window, transactional_db):
    page = listening(window(width=320), [FRENCH])
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/confort/?next=/aide/")
    page.get_by_label("Très grande").check()
    page.get_by_label("Large", exact=True).check()
    page.get_by_role("button", name="Garder ces réglages").click()
    page.get_by_role("button", name="Écouter").click()
    end_sentence(page, 30)
    place = page.evaluate("[...CSS.highlights.get('listened')][0].getBoundingClientRect().toJSON()")
    assert page.locator(BAR).bounding_box()["height"] < 640 / 4
    assert place["top"] >= 0
    assert place["bottom"] <= page.locator(BAR).bounding_box()["y"]
    page.evaluate("scrollTo(0, 0)")
    end_sentence(page, 3)
    assert page.evaluate("scrollY") == 0
    press(page, "Phrase suivante")
    assert page.evaluate("scrollY") > 0


def test_a_link_followed_while_one_listens_leads_the_voice_there(window, transactional_db):
    module = ModulePageFactory(parent=build_site(), title="Soutenir", slug="soutenir")
    lesson = LessonPageFactory(parent=module, title="Le téléphone", body=[text_block("Attendez."), town_hall()])
    page = listening(window(), [FRENCH])
    page.goto(address(lesson))
    page.get_by_role("button", name="Écouter").click()
    page.get_by_role("link", name="c’est à vous d’appeler").locator("visible=true").click()
    expect(page.get_by_role("heading", name="Ce qui se passe").locator("visible=true")).to_be_visible()
    page.wait_for_function("said.length > 1")
    assert texts(page)[1].startswith("Votre choix :")
    page.evaluate("() => { while (endSentence()) ; }")
    assert "Attendez." not in texts(page)
    assert not [each for each in texts(page) if each.startswith("Étape 1.")], "another part is shown now"


def test_the_screen_that_is_listened_to_is_accessible_and_fits(lesson, window):
    page = listening(window(), [FRENCH])
    page.goto(address(lesson))
    page.get_by_role("button", name="Écouter").click()
    end_sentence(page, 4)
    assert_well_in_every_look(page)


def test_a_browser_without_highlights_marks_the_block_and_leaves_it_as_it_was(lesson, window):
    page = listening(window(), [FRENCH])
    page.add_init_script(WITHOUT_HIGHLIGHTS)
    page.goto(address(lesson))
    before = page.evaluate(ARTICLE)
    spoken = heard(page)
    assert {each["text"]: each["marked"] for each in spoken}[LESSON[2]] == LESSON[2]
    assert all(each["marked"] for each in spoken)
    assert page.evaluate(ARTICLE) == before


def test_a_share_is_heard_before_it_is_opened(window, people):
    line = make_line(people.member, own_words="Je cuisine pour douze.")
    terms = ShareRequest(recipient_label="La mairie", shown_name="Camille", way="link", entry_ids=[line.pk])
    page = listening(window(user=people.member), [REMOTE, FRENCH])
    page.goto(f"/passeport/partages/nouveau/{prepared_shares.begin(people.member, terms)}/relire/")
    spoken = heard(page)
    assert {each["voice"] for each in spoken} == {FRENCH["name"]}
    words = [each["text"] for each in spoken]
    assert words.index("Voici ce que l’on verra") < words.index("Camille") < words.index("« Je cuisine pour douze. »")
    assert "La mairie" in words
    assert "Ouvrir le partage" not in words
