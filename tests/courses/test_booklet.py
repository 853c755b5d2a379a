"""What a booklet prints: every block, exercises without their answers, then the answers, tools and sources."""

import datetime
import json

import pytest
import time_machine
from wagtail.models import PageViewRestriction

from content.models import Term
from courses.booklet.document import booklet_of, open_lessons
from courses.booklet.pieces import PLAIN
from courses.booklet.rich_text import pieces_of
from courses.learning.lookup import contents_of
from courses.models import LessonPage
from courses.recording_blocks import RECORDINGS
from tests.courses.exercises import PAIRS, STEPS, match_block, order_block, short_block
from tests.courses.factories import FactFactory, LessonPageFactory, cite, module_with, question_block
from tests.courses.scenarios import scenario, town_hall
from tests.take_home.factories import build_tools, make_tool

SORTS = ("Oui", True), ("Non", False)


def block(kind, **value):
    return {"type": kind, "id": "bloc", "value": value}


def booklet(module):
    return booklet_of(contents_of(module))


@pytest.fixture
def printed(module, lessons):
    """Return a function that gives the pieces of a lesson made of these blocks, and the answers of the booklet."""

    def make(*blocks):
        lesson = lessons[0]
        lesson.body = list(blocks)
        lesson.save()
        data = booklet(module)
        return data["sections"][0]["pieces"], [each for part in data["answers"] for each in part["answers"]]

    return make


def words_of(pieces) -> str:
    return json.dumps(pieces, ensure_ascii=False)


def test_a_booklet_holds_the_lessons_in_order(module, lessons):
    data = booklet(module)
    assert data["title"] == "Tenir la caisse"
    assert [section["title"] for section in data["sections"]] == [lesson.title for lesson in lessons]
    assert data["minutes"] == sum(lesson.minutes for lesson in lessons)


def test_a_booklet_says_the_day_of_its_newest_text(module, lessons):
    with time_machine.travel(datetime.datetime(2027, 3, 1, 23, 30, tzinfo=datetime.UTC), tick=False):
        lessons[1].save_revision().publish()
    assert booklet(module)["day"] == "2 mars 2027"


def test_what_is_not_published_or_is_kept_for_some_is_left_out(module, lessons):
    lessons[0].unpublish()
    PageViewRestriction.objects.create(page=lessons[1], restriction_type=PageViewRestriction.LOGIN)
    contents = contents_of(module)
    assert open_lessons(contents) == [lessons[2]]
    assert [section["title"] for section in booklet_of(contents)["sections"]] == [lessons[2].title]


def test_nothing_names_who_wrote_or_read_again(index):
    module = module_with(index, credits="Camille Durand", reviewed_by="Alix Martin", editor_note="À revoir")
    assert not {"Camille", "Alix", "À revoir"} & set(words_of(booklet(module)).replace('"', " ").split())
    assert booklet(module)["awaits_legal_review"] is False


def test_a_module_that_no_lawyer_read_says_so(index):
    assert booklet(module_with(index, needs_legal_review=True))["awaits_legal_review"] is True


def test_every_type_of_block_is_printed():
    known = {
        *PLAIN,
        "glossary",
        "question",
        "order",
        "match",
        "short_answer",
        "scenario",
        "tool",
        "picture",
        "document",
        *RECORDINGS,
    }
    assert known == set(LessonPage._meta.get_field("body").stream_block.child_blocks)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("brief", {"points": ["L’essentiel."]}, ["En bref", "L’essentiel."]),
        ("text", {"heading": "Un titre", "text": "<p>Du texte.</p>"}, ["Un titre", "Du texte."]),
        ("example", {"title": "", "text": "<p>La scène.</p>"}, ["Un exemple", "La scène."]),
        ("steps", {"title": "", "steps": ["Un.", "Deux."]}, ["Pas à pas", "Un.", "Deux."]),
        ("to_do", {"text": "<p>Essayez.</p>"}, ["À faire", "Essayez."]),
        ("warning", {"text": "<p>Prudence.</p>"}, ["Attention", "Prudence."]),
        (
            "reflection",
            {"question": "Que savez-vous ?", "why": "On part de là."},
            ["Que savez-vous ?", "On part de là."],
        ),
        ("call", {"who": "Le 3114", "number": "3114", "when": "Jour et nuit."}, ["3114", "Jour et nuit."]),
    ],
)
def test_a_block_is_printed_with_all_its_words(printed, kind, value, said):
    pieces, _ = printed(block(kind, **value))
    assert all(words in words_of(pieces) for words in said)


def test_a_word_is_printed_with_its_meaning_and_one_that_is_gone_is_not(printed):
    term = Term.objects.create(word="ARS", meaning="Agence.")
    here = block("glossary", term=term.pk, meaning_here="Le bureau.")
    pieces, _ = printed(block("glossary", term=term.pk), here, block("glossary", term=term.pk + 1))
    assert [(piece["term"], piece["meaning"]) for piece in pieces] == [("ARS", "Agence."), ("ARS", "Le bureau.")]


@pytest.mark.parametrize("kind", sorted(PLAIN))
def test_a_block_without_anything_in_it_is_printed_too(kind):
    words_of(PLAIN[kind]({}))


def test_a_table_keeps_its_columns_and_its_total(printed):
    table = {
        "columns": [{"type": "text", "heading": "Quoi"}, {"type": "amount", "heading": "Dépense"}],
        "rows": [{"values": ["Pain", "2,00"]}, {"values": ["Total"]}],
        "caption": "",
    }
    (drawn, aloud), _ = printed(block("table", title="La caisse", table=table, total=True, aloud="Deux euros."))
    assert drawn["rows"] == [["Pain", "2,00"], ["Total", ""]]
    assert [column["is_amount"] for column in drawn["columns"]] == [False, True]
    assert drawn["has_total"]
    assert "Deux euros." in words_of(aloud)


def test_a_question_offers_letters_and_keeps_its_answer_for_the_end(printed):
    (asked,), (answer,) = printed(question_block(*SORTS))
    assert [(each["letter"], each["text"]) for each in asked["choices"]] == [("A", "Oui"), ("B", "Non")]
    assert "Parce que" not in words_of(asked) and "is_right" not in words_of(asked)
    assert [(each["letter"], each["is_right"]) for each in answer["choices"]] == [("A", True), ("B", False)]
    assert answer["explanation"] == "L’explication générale."


def test_steps_are_shuffled_and_put_in_order_at_the_end(printed):
    (asked,), (answer,) = printed(order_block())
    assert sorted(asked["rows"]) == sorted(STEPS) and asked["rows"] != STEPS
    assert answer["steps"] == STEPS


def test_pairs_are_linked_by_letters(printed):
    (asked,), (answer,) = printed(match_block())
    letters = {each["letter"]: each["text"] for each in asked["labels"]}
    assert asked["rows"] == list(PAIRS)
    assert {each["left"]: letters[each["letter"]] for each in answer["pairs"]} == PAIRS


def test_a_short_answer_has_its_hint_and_not_its_answer(printed):
    (asked,), (answer,) = printed(short_block())
    assert "Comptez encore." in asked["advice"]
    assert "27,50" not in words_of(asked) and "27,50" in answer["expected"]


def test_exercises_are_numbered_through_the_booklet(module, lessons):
    for lesson in lessons:
        lesson.body = [question_block(*SORTS), order_block()]
        lesson.save()
    data = booklet(module)
    numbers = [piece["number"] for section in data["sections"] for piece in section["pieces"]]
    assert numbers == [1, 2, 3, 4, 5, 6]
    assert [answer["number"] for part in data["answers"] for answer in part["answers"]] == numbers


def test_a_scenario_says_where_each_choice_goes(printed):
    whole = town_hall()
    (drawn,), _ = printed({**whole, "value": whole["value"]})
    names = {part["id"] for part in drawn["parts"]}
    outcomes = [outcome for part in drawn["parts"] for outcome in part["outcomes"]]
    assert len(names) == len(drawn["parts"]) and len(outcomes) > 10
    assert {outcome["to"]["id"] for outcome in outcomes} <= names
    assert {outcome["to"]["words"].split()[0] for outcome in outcomes} == {"à"}


def test_an_unfinished_scenario_is_printed(printed):
    twice = scenario()
    twice["steps"] += [{**twice["steps"][0], "choices": [{"text": "?", "consequence": "", "leads_to": "nulle part"}]}]
    (drawn,), _ = printed(block("scenario", **twice))
    assert drawn["parts"][-1]["outcomes"][0]["to"] is None
    assert len({part["id"] for part in drawn["parts"]}) == len(drawn["parts"])


def test_tools_are_named_in_their_place_and_listed_once(module, lessons):
    tools = build_tools()
    shown, hidden = (make_tool(tools, title=title) for title in ("Le mot", "Un autre"))
    hidden.unpublish()
    for lesson in lessons[:2]:
        lesson.body = [block("tool", tool=shown.pk, words="Ici."), block("tool", tool=hidden.pk, words="")]
        lesson.save()
    data = booklet(module)
    (listed,) = data["tools"]
    assert (listed["title"], listed["intro"], listed["path"]) == ("Le mot", shown.intro, shown.address)
    for section in data["sections"][:2]:
        (named,) = section["pieces"]
        assert (named["title"], named["intro"], named["sheet"]) == ("Le mot", "Ici.", listed["sheet"])


def test_sources_are_listed_once_with_the_day_they_were_checked(module, lessons):
    same = FactFactory(source_title="Guide"), FactFactory(source_title="Guide")
    cite(lessons[0], same[0])
    cite(lessons[1], same[1], FactFactory(source_title="Loi", url="https://exemple.fr/loi?é"))
    sources = booklet(module)["sources"]
    assert [(each["title"], each["day"]) for each in sources] == [
        ("Guide", "21 novembre 2026"),
        ("Loi", "21 novembre 2026"),
    ]
    assert sources[1]["href"] == "https://exemple.fr/loi?%C3%A9"


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ("<p>Un <b>deux</b> <a href='https://exemple.fr/x'>trois</a></p>", ["paragraph"]),
        ("<h3>Titre</h3><ul><li>Un</li><li>Deux</li></ul><p>Fin</p>", ["title", "list", "paragraph"]),
        ("<ol><li>Un<ul><li>Dedans</li></ul></li><li>Deux</li></ol>", ["list"]),
        ("Des mots sans balise", ["paragraph"]),
        ("<p></p><p> </p>", []),
        ("<p>Un<br/>deux", ["paragraph"]),
        ("<li>seul</li></ul></b></a>", ["paragraph"]),
        ("<ul><li>jamais fini", ["list"]),
    ],
)
def test_rich_text_is_read_in_pieces(html, kinds):
    assert [piece["kind"] for piece in pieces_of(html, title=2)] == kinds


def test_a_link_keeps_an_address_that_paper_can_tell():
    (piece,) = pieces_of(
        "<p><a href='https://exemple.fr/x'>ici</a><a linktype='page' id='3'>là</a><a href='javascript:x'>non</a>"
        "<a href='https://exemple.fr/'>exemple.fr</a></p>",
        title=2,
    )
    assert [(run["href"], run["address"]) for run in piece["runs"]] == [
        ("https://exemple.fr/x", "exemple.fr/x"),
        ("", ""),
        ("", ""),
        ("https://exemple.fr/", ""),
    ]


@pytest.mark.parametrize("size", [3, 12])
def test_a_booklet_asks_as_little_for_twelve_lessons_as_for_three(index, size, count_queries):
    module = module_with(index, lessons=0, slug="longue")
    for _ in range(size):
        cite(LessonPageFactory(parent=module, body=[question_block(*SORTS), order_block()]), FactFactory())
    booklet(module)
    assert count_queries(lambda: booklet(module)) <= 4
