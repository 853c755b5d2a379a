"""« Feuille à lire ensemble »: one lesson with numbered passages and a wide margin, in full or easy to read."""

import json
from io import BytesIO

import pytest
from django.http import Http404
from django.urls import reverse
from pypdf import PdfReader
from wagtail.models import PageViewRestriction

from courses.booklet import files, views
from courses.booklet.together import sheet_of
from courses.learning.lookup import find_reading
from lib.pdf.typesetting import TypesettingError, typeset
from tests.courses.exercises import order_block
from tests.courses.factories import published, question_block, text_block
from tests.courses.scenarios import town_hall
from tests.courses.test_booklet_file import TABLE, pages_of, tags_of
from tests.lib.test_pdf import ODD

POINTS = 72 / 25.4  # in a millimetre
EASY = [
    {
        "type": "group",
        "id": "groupe",
        "value": {
            "title": "Le cahier",
            "pictogram": "1F4D2",
            "says": "un cahier",
            "sentences": ["On écrit.", "On garde."],
        },
    },
    {"type": "sentences", "id": "phrases", "value": ["On relit."]},
]


@pytest.fixture
def lesson(lessons):
    """Return a lesson with a text, a list in a box, a table, a scenario, a question, and its easy version."""
    lesson = lessons[0]
    brief = {"type": "brief", "id": "bref", "value": {"points": ["L’essentiel.", "Et encore."]}}
    asked = [question_block(("Choix juste", True), ("Autre", False)), order_block()]
    lesson.body = [brief, text_block("Le texte."), TABLE, town_hall(), *asked]
    lesson.easy_read = EASY
    lesson.save()
    return lesson


def sheet(lesson, *, is_easy=False):
    return sheet_of(find_reading("caisse", lesson.slug), is_easy=is_easy)


def address(lesson, name="together"):
    return reverse(f"courses:{name}", args=["caisse", lesson.slug])


def passages(pieces) -> list[int]:
    """Return the numbers of the passages, in the order of the paper."""
    found = []
    for piece in pieces:
        found += [piece["passage"]] if "passage" in piece else []
        found += passages(piece.get("pieces", []))
        found += [number for part in piece.get("parts", []) for number in passages(part["pieces"])]
    return found


def test_each_passage_has_a_number_those_in_boxes_and_scenarios_too(lesson):
    pieces = sheet(lesson)["pieces"]
    numbers = passages(pieces)
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 8 and not [piece for piece in pieces if piece["kind"] == "title" and "passage" in piece]


def test_a_sheet_asks_the_questions_of_the_lesson_and_tells_no_answer(lesson):
    said = json.dumps(sheet(lesson), ensure_ascii=False)
    assert "Choix juste" in said and "Parce que Choix juste" not in said


def test_the_easy_sheet_has_one_sentence_a_passage(lesson):
    pieces = sheet(lesson, is_easy=True)["pieces"]
    assert [piece["kind"] for piece in pieces] == ["title", "paragraph", "paragraph", "paragraph"]
    assert passages(pieces) == [1, 2, 3]


def test_a_lesson_without_an_easy_version_has_no_easy_sheet(lessons):
    with pytest.raises(Http404):
        sheet(lessons[1], is_easy=True)


def test_a_sheet_is_tagged_and_says_how_to_read_write_and_send(lesson):
    pdf = typeset(files.SHEET, sheet(lesson))
    assert {"/H1", "/H2", "/P", "/L", "/Table"} <= set(tags_of(pdf))
    text = " ".join(pages_of(pdf)).replace("\N{NO-BREAK SPACE}", " ")
    said = [
        "À tour de rôle",
        "Le texte.",
        "Enveloppes",
        "Qu’est-ce qui n’est pas clair ?",
        "Chez nous, comment fait-on ?",
    ]
    said += ["Qu’est-ce qui manque ?", "Chez nous, on fait autrement"]
    assert all(words in text for words in said)
    assert f"/formations/caisse/{lesson.slug}/" in text.replace(" ", "")  # an address may go on in the next line
    assert [text.index(words) for words in said] == sorted(text.index(words) for words in said)


def test_the_margin_is_wide_enough_to_write_in(lesson):
    """No letter stands in the last six centimetres of a sheet."""
    right = []
    for page in PdfReader(BytesIO(typeset(files.SHEET, sheet(lesson)))).pages:
        page.extract_text(visitor_text=lambda text, _cm, tm, *_: right.append(tm[4]) if text.strip() else None)
    assert right and max(right) < (210 - 60) * POINTS


@pytest.mark.parametrize("odd", [" ".join(ODD), ""], ids=["odd", "empty"])
def test_odd_text_is_printed(lesson, odd):
    data = sheet(lesson) | {"title": odd, "module": odd, "note": odd, "day": odd}
    assert typeset(files.SHEET, data).startswith(b"%PDF")


def test_anybody_downloads_the_sheets_from_the_lesson(visitor, member, lesson):
    published()
    page = visitor.get(reverse("courses:lesson", args=["caisse", lesson.slug])).text
    for name, file in (("together", lesson.slug), ("together_easy", f"{lesson.slug}-facile")):
        assert f'href="{address(lesson, name)}"' in page
        answer = visitor.get(address(lesson, name))
        assert answer.content.startswith(b"%PDF")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="a-lire-ensemble-{file}.pdf"'
        assert member.get(address(lesson, name)).content == answer.content
        again = visitor.get(address(lesson, name), headers={"if-none-match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_a_lesson_without_an_easy_version_offers_one_sheet(visitor, lessons):
    page = visitor.get(reverse("courses:lesson", args=["caisse", lessons[1].slug])).text
    assert address(lessons[1]) in page and "a-lire-ensemble-facile" not in page
    assert visitor.get(address(lessons[1], "together_easy")).status_code == 404


def test_a_lesson_that_nobody_may_read_has_no_sheet(visitor, member, lesson):
    PageViewRestriction.objects.create(page=lesson, restriction_type=PageViewRestriction.LOGIN)
    assert visitor.get(address(lesson)).status_code == 404
    assert member.get(address(lesson)).status_code == 200
    lesson.unpublish()
    published()
    assert member.get(address(lesson)).status_code == 404


def test_a_sheet_that_cannot_be_made_is_said_in_plain_words(visitor, lesson, monkeypatch):
    def fail(*_asked) -> bytes:
        raise TypesettingError("code 3")

    monkeypatch.setattr(views, "sheet_file_of", fail)
    assert visitor.get(address(lesson)).status_code == 503
