"""The pictures and the documents of a lesson in its booklet."""

import json

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from content.blocks.text import DocumentBlock, PictureBlock
from courses.booklet import pictures

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
    assert bytes(drawn[0]["bytes"]).startswith(b"\xff\xd8")
    told = pictures.picture(a_picture(), room=10)
    assert "Un cahier ouvert" in words_of(told) and "bytes" not in words_of(told)


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
