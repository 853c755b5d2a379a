"""What a request says of its letters opens no other codec than UTF-8."""

import pytest
from django.test import Client
from django.test.client import BOUNDARY, encode_multipart

from config.content_type import in_utf8, plain_content_type

pytestmark = pytest.mark.django_db
ODD = ["punycode", "idna", "rot13", "zlib", "undefined", "utf-16", "nothing", ""]


class WrappedHandler:
    """The application of the tests behind what `config.wsgi` puts before Django."""

    def __init__(self, handler):
        self.handler, self.seen = handler, []

    def __call__(self, environ):
        return in_utf8(lambda plain, _start: self.handler(plain))(environ, lambda *_: None)


def client() -> Client:
    """Return a browser whose requests pass through the wrapper."""
    browser = Client()
    browser.handler = WrappedHandler(browser.handler)
    return browser


@pytest.mark.parametrize("charset", ODD)
@pytest.mark.parametrize("page", ["/recherche/?q=%C3%A9t%C3%A9", "/p/Zm9vYmFyYmF6cXV4MTIzNA?x=1"])
def test_an_address_is_read_whatever_codec_is_named(page, charset):
    for said in (f"text/plain; charset={charset}", f"text/html; x*={charset}''abc"):
        assert client().get(page, headers={"content-type": said}).status_code < 500


@pytest.mark.parametrize("charset", ODD)
def test_a_form_is_read_whatever_codec_is_named(charset):
    body = encode_multipart(BOUNDARY, {"text": "été"})
    said = f"multipart/form-data; charset={charset}; boundary={BOUNDARY}"
    answer = client().generic("POST", "/pratiques/question/", body, content_type=said)
    assert answer.wsgi_request.POST["text"] == "été"
    assert answer.status_code < 500


@pytest.mark.parametrize("charset", ODD)
def test_the_head_of_a_part_names_no_codec_that_breaks(charset):
    named = f"--x\r\nContent-Disposition: form-data; name*={charset}''a%ff\r\n\r\nb\r\n--x--\r\n".encode()
    answer = client().generic("POST", "/pratiques/question/", named, content_type="multipart/form-data; boundary=x")
    assert answer.status_code < 500


def test_boundary_and_kind_stay():
    assert plain_content_type("application/x-www-form-urlencoded; charset=UTF-8") == "application/x-www-form-urlencoded"
    assert plain_content_type('multipart/form-data; boundary="a b"; charset=x') == 'multipart/form-data; boundary="a b"'
    assert plain_content_type("no kind") == ""


def test_the_server_reads_through_it():
    from config.wsgi import application

    assert application.__qualname__.startswith("in_utf8")
