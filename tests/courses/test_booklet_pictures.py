"""The pictures and the documents of a lesson in its booklet."""

import json
from io import BytesIO

import pytest
from pypdf import PdfReader
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from content.blocks.text import DocumentBlock, PictureBlock
from courses.booklet import pictures
from courses.booklet.document import booklet_of
from courses.booklet.files import TEMPLATE
from courses.learning.lookup import contents_of
from lib.pdf.typesetting import typeset
from tests.courses.factories import module_with
from tests.courses.test_booklet_file import tags_of

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition for the garbage collector to close.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:ResourceWarning"),
]


def words_of(pieces) -> str:
    return json.dumps(pieces, ensure_ascii=False)


def a_picture():
    image = get_image_model().objects.create(title="Un cahier", file=get_test_image_file(size=(40, 30)))
    return PictureBlock().normalize({"image": image, "alt_text": "Un cahier ouvert", "caption": "Le cahier"})


def test_a_picture_carries_its_words_or_its_words_stand_for_it():
    drawn = pictures.picture(a_picture(), room=100_000)
    assert (drawn[0]["said"], drawn[0]["caption"]) == ("Un cahier ouvert", "Le cahier")
    assert 'href="data:image/jpeg;base64,/9j/' in drawn[0]["drawing"] and drawn[0]["size"] > 100
    told = pictures.picture(a_picture(), room=10)
    assert "Un cahier ouvert" in words_of(told) and "drawing" not in words_of(told)


def test_a_picture_is_shown_with_its_words_to_a_screen_reader(index):
    data = booklet_of(contents_of(module_with(index, lessons=1)))
    data["sections"][0]["pieces"] += pictures.picture(a_picture(), room=100_000)
    made = typeset(TEMPLATE, data)
    assert sum(len(page.images) for page in PdfReader(BytesIO(made)).pages) == 1
    assert tags_of(made)["/Figure"] == "Un cahier ouvert"


def test_a_picture_whose_file_is_gone_is_told():
    value = a_picture()
    value["image"].file.storage.delete(value["image"].file.name)
    assert "Un cahier ouvert" in words_of(pictures.picture(value, room=100_000))


def test_a_picture_no_longer_there_is_left_out():
    assert pictures.picture({"image": None, "alt_text": "x", "caption": ""}, room=1) == []


def test_a_document_is_named_and_not_copied():
    document = get_document_model()(title="Les statuts", file="documents/statuts.pdf")
    value = DocumentBlock().normalize({"document": document, "label": ""})
    assert "Les statuts (PDF)" in words_of(pictures.document(value))
    assert pictures.document({"document": None, "label": ""}) == []
