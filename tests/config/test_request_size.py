"""What a request brings has a ceiling, and nothing above it is read."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from config.request_size import (
    LARGEST,
    LARGEST_OF_READER,
    LARGEST_WITH_FILES,
    LARGEST_WITH_RECORDING,
    RequestSizeMiddleware,
)

pytestmark = pytest.mark.django_db
SHARE = "/p/Zm9vYmFyYmF6cXV4MTIzNA"
FORM = "application/x-www-form-urlencoded"
FILES = "multipart/form-data; boundary=x"


class Unreadable:
    """A body that fails whoever reads it."""

    def read(self, *_args):
        raise AssertionError("the body was read")

    readline = read


def post(path, length=None, content_type=FORM, **head):
    """Post a body of `length` bytes that must not be read."""
    said = {} if length is None else {"CONTENT_LENGTH": str(length)}
    return Client().post(path, content_type=content_type, **{"wsgi.input": Unreadable(), **said, **head})


@pytest.mark.parametrize("page", ["/", "/compte/connexion/", "/confort/", "/passeport/", "/nulle-part/"])
@pytest.mark.parametrize("kind", [FORM, FILES])
def test_what_is_too_large_is_refused_unread_in_words(page, kind):
    answer = post(page, LARGEST + 1, kind)
    assert answer.status_code == 413
    assert "C’est trop lourd pour le site" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_files_of_editors_may_be_larger():
    answered = RequestSizeMiddleware(lambda _request: HttpResponse("in"))
    for path, length, status in [
        ("/confort/", LARGEST, 200),
        ("/confort/", LARGEST + 1, 413),
        (SHARE, LARGEST_OF_READER, 200),
        (SHARE, LARGEST_OF_READER + 1, 413),
        ("/admin/documents/add/", LARGEST_WITH_FILES, 200),
        ("/admin/documents/add/", LARGEST_WITH_FILES + 1, 413),
        ("/admin/media/video/add/", LARGEST_WITH_RECORDING, 200),
        ("/admin/media/video/add/", LARGEST_WITH_RECORDING + 1, 413),
    ]:
        request = Client().post("/").wsgi_request
        request.path_info, request.content_type = path, FORM
        request.META["CONTENT_LENGTH"] = str(length)
        assert answered(request).status_code == status, (path, length)


def test_the_largest_document_reaches_its_form(settings):
    assert LARGEST_WITH_RECORDING > max(settings.RECORDINGS_MAX_UPLOAD_SIZE.values()) > LARGEST_WITH_FILES
    assert LARGEST_WITH_FILES > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE


@pytest.mark.parametrize("path", ["/compte/connexion/", SHARE])
def test_a_form_that_says_no_length_is_refused_rather_than_taken_for_empty(path):
    answer = post(path, HTTP_TRANSFER_ENCODING="chunked")
    assert answer.status_code == 411
    assert "Cette demande n’est pas arrivée entière" in answer.text


@pytest.mark.parametrize(("length", "kind", "status"), [(LARGEST_OF_READER + 1, FORM, 413), (9, FILES, 415)])
def test_the_reader_of_a_share_brings_no_file_and_no_large_form(length, kind, status):
    answer = post(SHARE, length, kind)
    assert answer.status_code == status
    assert "Entrepairs" not in answer.text
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_length_that_is_no_number_is_what_django_takes_it_for():
    assert Client().post(reverse("comfort"), {"size": "l"}, CONTENT_LENGTH="beaucoup").status_code < 500


@pytest.mark.parametrize(("path", "words"), [("/confort/", "C’est trop lourd"), (SHARE, "C’est trop long")])
def test_words_beyond_what_is_held_in_memory_are_413_too(path, words, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = Client().post(path, {"text": "a" * 200}, content_type=FORM, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 413
    assert words in answer.text
