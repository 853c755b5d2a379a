"""/outils/: the list, a tool, its files, as readers have them; what is not published is found nowhere."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.cache import caches
from django.test import RequestFactory
from django.urls import reverse
from wagtail.models import PageViewRestriction

from content.models import ToolPage, ToolSource
from content.tools import files
from lib.allauth_internals import visitor_of
from lib.turns import Asker, Turns
from tests.courses.factories import FactFactory, LessonPageFactory, ModulePageFactory, published, text_block
from tests.lib.test_turns import held
from tests.performance.test_query_counts import asked, counts
from tests.take_home.factories import LETTER, block, build_tools, every_part, make_tool, table

FROM_HERE = {"sec-fetch-site": "same-origin"}
pytestmark = pytest.mark.django_db
FILES = ("outil-caisse.xlsx", "outil-caisse-exemple.xlsx", "outil-caisse.docx", "outil-caisse-exemple.docx")


@pytest.fixture
def tool() -> ToolPage:
    return make_tool(build_tools(), title="La caisse", slug="outil-caisse", office="treasurer", situation="money")


def read_easy(client) -> None:
    assert client.post("/confort/", {"easy": "on", "next": "/"}, headers=FROM_HERE).status_code == 302


def address(name: str = "") -> str:
    return f"/outils/outil-caisse/{name}"


def test_the_list_has_the_tools_by_situation(client, tool):
    make_tool(title="Le pouvoir", situation="assembly", office="secretary")
    page = client.get("/outils/")
    assert [(each.title, [card.title for card in each.cards]) for each in page.context["sections"]] == [
        ("Tenir l’argent", ["La caisse"]),
        ("Préparer une assemblée générale", ["Le pouvoir"]),
    ]
    assert "2 outils" in " ".join(page.text.split())


def test_the_list_can_be_kept_to_an_office(client, tool):
    make_tool(title="Le pouvoir", situation="assembly", office="secretary")
    page = client.get("/outils/", {"fonction": "secretary"})
    assert [card.title for each in page.context["sections"] for card in each.cards] == ["Le pouvoir"]
    assert "Aucun outil pour cette fonction" in client.get("/outils/", {"fonction": "peer"}).text
    odd = client.get("/outils/", {"fonction": "n\0importe"})
    assert odd.status_code == 422 and "Ce choix n’est pas dans la liste" in odd.text


@pytest.mark.parametrize(
    ("office", "found"),
    [("chair", {"L’ordre du jour"}), ("treasurer", {"La caisse", "L’ordre du jour"}), ("facilitator", set())],
)
def test_an_office_of_the_board_finds_the_tools_of_the_whole_board_too(client, tool, office, found):
    make_tool(title="L’ordre du jour", situation="board", office="board")
    page = client.get("/outils/", {"fonction": office})
    assert {card.title for each in page.context["sections"] for card in each.cards} == found


def test_an_empty_list_says_what_a_tool_is(client, db):
    build_tools()
    assert "Les outils arrivent" in client.get("/outils/").text


def test_a_tool_shows_its_blank_sheet_and_its_example(client, tool):
    page = client.get(address())
    blank, filled = page.text.split('id="exemple"')
    for said in ("Camille", "17,95", "3 juin", "dimanche 30 mai 2027"):
        assert said in filled.replace("\u00a0", " ") and said not in blank
    assert "prénom" in blank
    assert all(f'href="{address(name)}"' in page.text for name in FILES)


def test_nothing_of_a_tool_can_be_sent(client, tool):
    page = client.get(address()).text
    main = page[page.index("<main") : page.index("</main>")]
    assert not any(each in main for each in ("<input", "<textarea", "<select", "<form", "contenteditable"))
    assert client.post(address()).status_code == 405


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_handed_over_under_a_neutral_name(client, tool, name):
    answer = client.get(address(name))
    assert answer.status_code == 200 and answer.content[:2] == b"PK"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    again = client.get(address(name), headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "name", ["autre.xlsx", "outil-caisse.pdf", "exemple.docx", "outil-caisse-exemple-exemple.docx"]
)
def test_a_file_that_a_tool_does_not_have_is_404(client, tool, name):
    assert client.get(address(name)).status_code == 404


def test_a_letter_has_no_spreadsheet(client):
    make_tool(build_tools(), slug="lettre", parts=[block("letter", LETTER)])
    assert client.get("/outils/lettre/lettre.xlsx").status_code == 404
    assert "xlsx" not in client.get("/outils/lettre/").text


def test_a_tool_for_paper_alone_has_no_file(client, tool):
    tool.on_paper_only = True
    tool.save_revision().publish()
    caches["pages"].clear()
    page = client.get(address()).text
    assert "écrivez à la main" in page and "download" not in page[page.index("<main") : page.index("</main>")]
    assert {client.get(address(name)).status_code for name in FILES} == {404}


def test_the_file_follows_what_is_published(client, tool):
    before = client.get(address(FILES[1])).content
    tool.parts = [block("table", table(rows=[["Report", "", "", "", "99,00"]]))]
    tool.save_revision().publish()
    caches["pages"].clear()
    assert client.get(address(FILES[1])).content != before
    assert client.get(address(FILES[2])).status_code == 404, "a table alone has no text file"


@pytest.mark.parametrize("state", ["unpublished", "list unpublished", "closed"])
def test_a_tool_that_readers_cannot_reach_is_found_nowhere(client, tool, state):
    if state == "unpublished":
        tool.unpublish()
    elif state == "list unpublished":
        tool.get_parent().unpublish()
    else:
        PageViewRestriction.objects.create(page=tool, restriction_type=PageViewRestriction.LOGIN)
    caches["pages"].clear()
    assert client.get(address()).status_code in {302, 404}
    assert {client.get(address(name)).status_code for name in FILES} == {404}
    assert "La caisse" not in client.get("/outils/").text


def test_a_closed_tool_is_open_to_those_it_is_for(client_of, tool):
    PageViewRestriction.objects.create(page=tool, restriction_type=PageViewRestriction.LOGIN)
    member = client_of("member")
    assert member.get(address()).status_code == member.get(address(FILES[0])).status_code == 200


def lesson_with(tool: ToolPage, **fields):
    module = ModulePageFactory(parent=tool.get_parent().get_parent().get_children().get(slug="formations"))
    body = [text_block(), block("tool", {"tool": tool.pk, "words": "Pour compter à deux."})]
    return LessonPageFactory(parent=module, title="Compter", body=body, **fields)


def test_a_lesson_carries_its_tool_and_the_tool_names_the_lesson(client, indexed, tool):
    lesson = lesson_with(tool)
    lesson_with(tool, live=False)
    text = client.get(lesson.get_url()).text
    assert "Outil&nbsp;: La caisse" in text and "Pour compter à deux." in text and f'href="{address()}"' in text
    assert [each.url for each in client.get(address()).context["lessons"]] == [lesson.get_url()]


def test_the_easy_version_of_a_lesson_carries_the_tool_too(client, indexed, tool):
    easy = [{"type": "sentences", "value": ["On compte."]}]
    lesson = lesson_with(tool, easy_read=easy)
    read_easy(client)
    text = client.get(lesson.get_url()).text
    assert "On compte." in text and "Un paragraphe." not in text and f'href="{address()}"' in text


@pytest.mark.parametrize("gone", ["unpublished", "deleted"])
def test_a_lesson_draws_nothing_of_a_tool_that_went(client, indexed, tool, gone):
    lesson = lesson_with(tool)
    if gone == "deleted":
        tool.delete()
    else:
        tool.unpublish()
    published()
    text = client.get(lesson.get_url()).text
    assert "Un paragraphe." in text and "Pour compter à deux." not in text


def test_sources_are_shown_with_their_day(client, tool):
    ToolSource.objects.create(tool=tool, fact=FactFactory(source_title="Guide des comptes"))
    text = client.get(address()).text
    assert "Guide des comptes" in text and "21 novembre 2026" in text.replace("\u00a0", " ")


def test_how_to_use_it_has_an_easy_version(client, tool):
    tool.how = [("steps", {"title": "", "steps": ["Comptez à deux.", "Signez."]})]
    tool.easy_read = [{"type": "sentences", "value": ["On compte à deux personnes."]}]
    tool.save_revision().publish()
    caches["pages"].clear()
    assert "Comptez à deux." in client.get(address()).text
    read_easy(client)
    text = client.get(address()).text
    assert "On compte à deux personnes." in text and "Comptez à deux." not in text


@pytest.mark.one_database
def test_the_list_costs_as_much_with_many_tools(client, tool):
    few, many = counts(client, "/outils/", lambda number: [make_tool() for _ in range(number)], few=3, many=30)
    assert few == many <= 8


@pytest.mark.one_database
def test_a_tool_and_its_files_keep_their_budget(client, indexed, tool):
    lesson_with(tool)
    assert asked(client, address()) <= 9
    assert asked(client, address(FILES[0])) <= 2


def test_the_old_address_of_a_tool_leads_to_the_new_one(client, tool, django_capture_on_commit_callbacks):
    tool.slug = "la-caisse"
    with django_capture_on_commit_callbacks(execute=True):
        tool.save_revision().publish()
    published()
    assert client.get(address())["Location"].endswith("/outils/la-caisse/")


def test_the_addresses_of_files_are_those_of_the_page(tool):
    assert reverse("tools:file", args=["outil-caisse", "outil-caisse", "xlsx"]) == address(FILES[0])


def test_files_are_made_in_turn_and_the_rest_wait_or_come_back(client, tool, monkeypatch):
    monkeypatch.setattr(files, "turns", Turns(at_once=1, waiting=0, patience=0))
    with ThreadPoolExecutor(1) as other:
        entered, leave = Event(), Event()

        def work() -> None:
            with files.turns.one():
                entered.set()
                leave.wait()

        done = other.submit(work)
        entered.wait()
        assert client.get(address(FILES[0])).status_code == 503
        leave.set()
        done.result()
    assert client.get(address(FILES[0])).status_code == 200


def _with_controls(value):
    if isinstance(value, dict):
        return {name: each if name == "type" else _with_controls(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_with_controls(each) for each in value]
    return f"{value}\v\x01\ufffe" if isinstance(value, str) and value.isalpha() else value


@pytest.mark.parametrize("name", FILES)
def test_what_a_word_processor_leaves_in_the_words_breaks_no_file(client, tool, name):
    """A line break of its own, control characters: XML has no way to write them."""
    parts = [{**part, "value": _with_controls(part["value"])} for part in every_part()]
    ToolPage.objects.filter(pk=tool.pk).update(title="La caisse\x01", parts=json.dumps(parts))
    answer = client.get(address(name))
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")


def test_a_network_that_asks_for_many_files_leaves_one_turn_to_the_others(client, tool, monkeypatch):
    monkeypatch.setattr(files, "turns", Turns(at_once=8, waiting=0, patience=0, of_network=1))
    with held(files.turns, Asker("", visitor_of(RequestFactory().get("/")))):
        assert client.get(address(FILES[0])).status_code == 429
        assert client.get(address(FILES[0]), REMOTE_ADDR="192.0.2.7").status_code == 200
