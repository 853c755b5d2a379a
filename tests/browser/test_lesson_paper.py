"""A lesson on paper: on one sheet, what it carries said for paper, the address of the site only if one asks for it."""

from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from courses.learning.quiz import KINDS
from courses.learning.screens.lesson import KEPT_WHEN_EASY
from courses.models import LessonPage
from tests.courses.factories import address, build_site, module_with
from tests.take_home.factories import block, build_tools, make_tool


def printed(page: Page) -> list[str]:
    """Return the words of each page of paper."""
    return [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages]


LEAST_TEXT, LEAST_LINE = 9.6, 1.35  # points, and lines for one of text


def test_a_lesson_takes_both_sides_of_one_sheet_the_longest_too(first_content, window):
    lessons = sorted(LessonPage.objects.live(), key=lambda lesson: len(str(lesson.body.get_prep_value())))
    page, middle = window(), len(lessons) // 2
    pages = {}
    for lesson in [*lessons[middle : middle + 4], *lessons[-10:]]:
        page.goto(address(lesson))
        pages[lesson.slug] = len(printed(page))
    assert {slug: number for slug, number in pages.items() if number > 2} == {}


def when_easy(lesson: LessonPage) -> int:
    """Return about how many letters the easy version of a lesson has, each cell of a table as a line of its own."""
    kept = [one for one in lesson.body.get_prep_value() if one["type"] in (*KEPT_WHEN_EASY, *KINDS)]
    rows = [row for one in kept if one["type"] == "table" for row in one["value"]["table"]["rows"]]
    return len(str([lesson.easy_read.get_prep_value(), kept])) + 40 * sum(len(row["values"]) for row in rows)


def test_the_longest_easy_versions_take_one_sheet_too(first_content, window, live_server):
    page, pages = window(), {}
    page.context.add_cookies([{"name": "confort", "value": "m.normal.on.auto", "url": live_server.url}])
    for lesson in sorted(LessonPage.objects.live(), key=when_easy)[-8:]:
        page.goto(address(lesson))
        expect(page.get_by_text("Version facile à lire")).to_be_visible()
        pages[lesson.slug] = len(printed(page))
    assert {slug: number for slug, number in pages.items() if number > 2} == {}


def test_a_drawing_stands_close_beside_its_lines_on_paper(transactional_db, window, live_server):
    lesson = module_with(build_site(), lessons=1).get_children().get().specific
    said = {"title": "Le cahier", "pictogram": "1F4D2", "says": "un cahier", "sentences": ["On écrit.", "On relit."]}
    lesson.easy_read = [block("group", said)]
    lesson.save_revision().publish()
    page = window()
    page.context.add_cookies([{"name": "confort", "value": "m.normal.on.auto", "url": live_server.url}])
    page.goto(address(lesson))
    page.emulate_media(media="print")
    drawing, words = page.locator(".easy-picture").bounding_box(), page.locator(".easy-words").bounding_box()
    assert drawing and words
    assert 0 <= words["x"] - drawing["x"] - drawing["width"] < 12
    assert words["y"] < drawing["y"] + drawing["height"] and drawing["width"] < 60


def test_the_words_of_a_printed_lesson_stay_large_enough(transactional_db, window):
    page = window()
    page.goto(address(module_with(build_site(), lessons=1).get_children().get()))
    page.emulate_media(media="print")
    size, line = page.locator(".lesson").evaluate(
        "one => [getComputedStyle(one).fontSize, getComputedStyle(one).lineHeight].map(parseFloat)"
    )
    assert size * 72 / 96 >= LEAST_TEXT - 0.01
    assert line / size >= LEAST_LINE - 0.01


def test_large_letters_keep_whole_lines(transactional_db, window):
    lesson = module_with(build_site(), lessons=1).get_children().get().specific
    page = window()
    page.goto(address(lesson))
    page.emulate_media(media="print")
    text = page.locator(".lesson")
    expect(text).to_have_css("column-count", "2")
    page.evaluate("document.documentElement.dataset.size = 'l'")
    expect(text).to_have_css("column-count", "auto")


def test_a_hand_has_room_in_a_column_to_fill(transactional_db, window):
    lesson = module_with(build_site(), lessons=1).get_children().get().specific
    columns = [{"type": "text", "heading": name} for name in ("La ligne", "L’exemple", "À vous")]
    rows = [{"values": ["Ce que nous demandons", "Une salle pour une fête, " * 8, ""]}]
    cells = {"columns": columns, "rows": rows, "caption": ""}
    lesson.body = [block("table", {"title": "La feuille", "table": cells, "total": False, "aloud": ""})]
    lesson.save_revision().publish()
    page = window(width=733)  # as wide as the words of a sheet of A4
    page.goto(address(lesson))
    page.emulate_media(media="print")
    cell = page.locator(".cell-to-fill").bounding_box()
    assert cell and cell["width"] * 25.4 / 96 >= 30


def test_a_tool_says_on_paper_where_its_sheet_is_printed(transactional_db, window):
    lesson = module_with(build_site(), lessons=1).get_children().get().specific
    tool = make_tool(build_tools(), title="La caisse", slug="caisse")
    lesson.body = [block("tool", {"tool": tool.pk, "words": "Pour ce soir."})]
    lesson.save_revision().publish()
    page = window()
    page.goto(address(lesson))
    where, link = page.get_by_text("La feuille s’imprime depuis"), page.get_by_role("link", name="Voir la feuille")
    expect(where).to_be_hidden()
    expect(link).to_be_visible()
    page.emulate_media(media="print")
    expect(where).to_be_visible()
    expect(link).to_be_hidden()


def test_the_address_stands_on_paper_only_if_one_ticks_it(live_server, window):
    lesson = module_with(build_site(), lessons=1).get_children().get().specific
    page = window(width=1280)
    page.goto(address(lesson))
    page.emulate_media(media="print")
    where = page.locator(".print-address")
    expect(where).to_have_count(0)
    page.emulate_media(media="screen")
    box = page.get_by_label("Avec l’adresse du site en bas du papier")
    box.check()
    expect(where).to_be_hidden()
    page.emulate_media(media="print")
    expect(where).to_have_text(f"{live_server.url}{address(lesson)}")
    expect(page.locator(".print-option")).to_be_hidden()
    page.emulate_media(media="screen")
    box.uncheck()
    expect(where).to_have_count(0)
