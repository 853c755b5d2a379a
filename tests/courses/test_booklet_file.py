"""The file of a booklet: tagged, complete, its answers last; who may have it, and how it is handed over."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader
from wagtail.models import PageViewRestriction

from courses.booklet import files, views
from courses.booklet.document import booklet_of
from courses.booklet.pieces import PLAIN, written
from courses.booklet.scenario import scenario
from courses.learning.lookup import contents_of
from lib.pdf.letters import BREAK
from lib.pdf.typesetting import TypesettingError, typeset
from lib.turns import TooBusyError
from tests.courses.exercises import match_block, order_block, short_block
from tests.courses.factories import FactFactory, cite, published, question_block, reflection_block, text_block
from tests.courses.scenarios import town_hall
from tests.lib.test_pdf import ODD

ADDRESS = "/formations/caisse/livret.pdf"
TABLE = {
    "type": "table",
    "id": "tableau",
    "value": {
        "title": "La caisse en avril",
        "table": {
            "columns": [{"type": "text", "heading": "Quoi"}, {"type": "amount", "heading": "Dépense"}],
            "rows": [{"values": ["Enveloppes", "22,90"]}, {"values": ["Total", "22,90"]}],
            "caption": "",
        },
        "total": True,
        "aloud": "",
    },
}


def made(module) -> bytes:
    return typeset(files.TEMPLATE, booklet_of(contents_of(module)))


def pages_of(pdf: bytes) -> list[str]:
    """Return the words of each page, on one line."""
    texts = (page.extract_text().replace(BREAK, "") for page in PdfReader(BytesIO(pdf)).pages)
    return [" ".join(text.split()) for text in texts]


def tags_of(pdf: bytes) -> dict[str, str]:
    """Return the tags of a PDF by their names, each with the words that stand for what it shows, if any."""
    found, waiting = {}, [PdfReader(BytesIO(pdf)).root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            if "/S" in node:
                found[str(node["/S"])] = str(node.get("/Alt", ""))
            waiting += [node["/K"]] if "/K" in node else []
    return found


@pytest.fixture
def whole(module, lessons):
    """Return a module with everything that a lesson may ask, a scenario and a table."""
    lessons[0].body = [text_block("Le premier texte."), TABLE, question_block(("Choix juste", True), ("Autre", False))]
    lessons[1].body = [text_block("Le deuxième texte."), town_hall(), order_block(), match_block()]
    lessons[2].body = [text_block("Le dernier texte."), short_block(), reflection_block("Que savez-vous déjà faire ?")]
    for lesson in lessons:
        lesson.save()
    cite(lessons[0], FactFactory(source_title="Guide des associations"))
    return module


def test_a_booklet_is_tagged_in_french_with_its_title(whole):
    pdf = made(whole)
    root = PdfReader(BytesIO(pdf)).root_object
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"]
    assert PdfReader(BytesIO(pdf)).metadata.title == "Tenir la caisse"
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/TOC", "/Link"} <= set(tags_of(pdf))


def test_a_booklet_names_no_person_and_no_site(whole):
    metadata = PdfReader(BytesIO(made(whole))).metadata
    assert set(metadata) <= {"/Title", "/Creator"}


def test_a_booklet_has_cover_contents_lessons_answers_and_sources(whole, lessons):
    pages = pages_of(made(whole))
    assert "Livret à imprimer Tenir la caisse" in pages[0]
    assert pages[1].startswith("Sommaire") and all(lesson.title in pages[1] for lesson in lessons)
    text = " ".join(pages)
    said = ["Le premier texte.", "Enveloppes", "Le deuxième texte.", "Le dernier texte."]
    said += ["Pour vous seulement Que savez-vous", "On part de là.", "Guide des associations"]
    assert all(words in text for words in said)
    assert [text.index(words) for words in said] == sorted(text.index(words) for words in said)


def test_answers_are_told_at_the_end_alone(whole):
    pages = pages_of(made(whole))
    first = next(place for place, page in enumerate(pages) if page.startswith("Les réponses"))
    asked, told = " ".join(pages[:first]), " ".join(pages[first:])
    for words in ("Réponse juste : A. Choix juste", "Parce que Choix juste.", "L’explication générale.", "27,50 €"):
        assert words not in asked.replace("\N{NO-BREAK SPACE}", " ")
        assert words in told.replace("\N{NO-BREAK SPACE}", " ")


def test_a_booklet_leads_to_the_page_of_each_answer_and_step(whole):
    pages = pages_of(made(whole))
    question = next(place for place, page in enumerate(pages, 1) if "Question 1" in page)
    assert f"(page {question})" in " ".join(pages).replace("\N{NO-BREAK SPACE}", " ")
    assert "Allez à l’étape 2" in " ".join(pages)


@pytest.mark.parametrize("odd", [" ".join(ODD), *ODD[:2]], ids=["all", "code", "marks"])
def test_odd_text_is_printed_everywhere(module, lessons, odd):
    module.title, module.intro = odd[:200], odd
    lessons[0].title, lessons[0].content_note = odd[:200], odd
    blocks = [
        TABLE,
        question_block((odd, True), ("b", False)),
        order_block(odd, "b"),
        match_block(**{odd: odd, "b": "c"}),
    ]
    blocks += [short_block(odd), town_hall(), text_block(odd.replace("<", "&lt;"))]
    lessons[0].body = blocks
    data = booklet_of(contents_of(module))
    data["sections"][0] |= {"title": odd, "note": odd}
    assert typeset(files.TEMPLATE, data | {"title": odd, "intro": odd, "outcomes": [odd]}).startswith(b"%PDF")


def test_what_an_editor_left_empty_is_printed(module):
    nothing, unseen = [PLAIN[kind]({}) for kind in PLAIN], "\N{ZERO WIDTH SPACE}"
    box = {"kind": "box", "look": "plain", "title": unseen, "pieces": [{"kind": "title", "level": 3, "text": unseen}]}
    pieces = [piece for each in nothing for piece in each] + [scenario({}, 1, written), box]
    data = booklet_of(contents_of(module)) | {"title": unseen, "answers": [{"title": unseen, "answers": []}]}
    data["sections"] = [{"title": "", "minutes": 1, "note": "", "pieces": pieces}]
    assert "Sans titre" in " ".join(pages_of(typeset(files.TEMPLATE, data)))


def test_anybody_downloads_the_booklet_from_the_page_of_the_module(visitor, whole):
    assert f'href="{ADDRESS}"' in visitor.get(whole.address).text
    answer = visitor.get(reverse("courses:booklet", args=["caisse"]))
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="livret-caisse.pdf"'
    assert answer.headers["Cache-Control"] == "private, no-cache"
    again = visitor.get(ADDRESS, headers={"if-none-match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_member_has_the_same_booklet_and_leaves_no_copy(visitor, member, whole):
    answer = member.get(ADDRESS)
    assert answer.content == visitor.get(ADDRESS).content
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_what_nobody_may_read_has_no_booklet(visitor, module, lessons):
    assert visitor.get("/formations/inconnue/livret.pdf").status_code == 404
    for lesson in lessons:
        lesson.unpublish()
    assert visitor.get(ADDRESS).status_code == 404
    lessons[0].save_revision().publish()
    published()
    assert visitor.get(ADDRESS).status_code == 200
    module.unpublish()
    published()
    assert visitor.get(ADDRESS).status_code == 404


@pytest.mark.parametrize("restricted", ["formations", "module"])
def test_a_view_restriction_closes_the_booklet(visitor, member, index, module, restricted):
    page = {"formations": index, "module": module}[restricted]
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert visitor.get(ADDRESS).status_code == 404
    assert member.get(ADDRESS).status_code == 200


@pytest.mark.parametrize("trouble", [TypesettingError("code 3"), TooBusyError()])
def test_a_booklet_that_cannot_be_made_is_said_in_plain_words(visitor, module, monkeypatch, trouble):
    def fail(_slug: str) -> bytes:
        raise trouble

    monkeypatch.setattr(views, "file_of", fail)
    assert visitor.get(ADDRESS).status_code == 503


def test_a_preview_and_an_empty_module_offer_no_booklet(visitor, module, lessons):
    for lesson in lessons:
        lesson.unpublish()
    assert "livret.pdf" not in visitor.get(module.address).text
    assert "livret.pdf" not in module.make_preview_request().content.decode()
