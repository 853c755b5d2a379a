"""« Feuille à lire ensemble »: one lesson with numbered passages and a wide margin, in full or easy to read."""

import json
from io import BytesIO

import pytest
from django.http import Http404
from django.urls import reverse
from pypdf import PdfReader
from wagtail.models import PageViewRestriction

from content.templatetags.drawings import FOLDER
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
LETTER = 0.42  # of the size of the letters: about as wide as one is
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


def written_on(page) -> list[tuple[str, float, float]]:
    """Return the lines of a sheet, each with where it begins and about where it ends, in millimetres from the left."""
    lines = []

    def keep(text, place, _, _font, size) -> None:
        if words := text.strip():
            lines.append((words, place[4] / POINTS, (place[4] + len(words) * size * LETTER) / POINTS))

    page.extract_text(visitor_text=keep)
    return lines


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
    assert [piece["kind"] for piece in pieces] == ["group", "paragraph"]
    assert [piece["kind"] for piece in pieces[0]["pieces"]] == ["title", "paragraph", "paragraph"]
    assert passages(pieces) == [1, 2, 3]


def test_the_easy_sheet_shows_the_drawing_of_each_group_beside_its_lines(lesson):
    pdf = typeset(files.SHEET, sheet(lesson, is_easy=True))
    assert tags_of(pdf)["/Figure"] == "un cahier"
    starts = {words: start for words, start, _ in written_on(PdfReader(BytesIO(pdf)).pages[0])}
    assert starts["On écrit."] > starts["On relit."] + 15, "a drawing stands before the lines of its group"


def test_a_drawing_that_is_no_longer_there_is_a_pencil(lesson):
    lesson.easy_read[0].value["pictogram"] = "1F9A9"
    lesson.save()
    drawn = sheet(lesson, is_easy=True)["pieces"][0]["drawing"]
    assert drawn == (FOLDER / "270F.svg").read_text()


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


@pytest.mark.parametrize("is_easy", [False, True], ids=["full", "easy"])
def test_the_margin_is_wide_enough_to_write_in(lesson, is_easy):
    """No letter stands in the last six centimetres of a sheet, but after the reading."""
    lesson.easy_read.append(
        ("sentences", ["Une phrase assez longue pour aller jusqu’au bout de sa ligne et plus loin."])
    )
    lesson.save()
    *sheets, last = PdfReader(BytesIO(typeset(files.SHEET, sheet(lesson, is_easy=is_easy)))).pages
    ends = [max(end for _, _, end in written_on(page)) for page in sheets]
    assert ends[0] > 120 and max(ends) < 210 - 60
    assert "Après la lecture" in last.extract_text() and max(end for _, _, end in written_on(last)) > 210 - 60


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
