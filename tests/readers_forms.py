"""Django's test client sends every form as multipart; the forms of a share, as browsers send them, are urlencoded."""

from typing import Any
from unittest import mock
from urllib.parse import urlencode

from django.test import RequestFactory
from django.test.client import MULTIPART_CONTENT

from passport.reader.middleware import SHARING_PREFIX

URLENCODED = "application/x-www-form-urlencoded"
_post = RequestFactory.post


def _as_browsers_do(
    self: RequestFactory, path: Any, data: Any = None, content_type: str = MULTIPART_CONTENT, **more: Any
) -> Any:
    if content_type is MULTIPART_CONTENT and str(path).startswith(SHARING_PREFIX):
        data, content_type = urlencode(data or {}, doseq=True), URLENCODED
    return _post(self, path, data, content_type, **more)


def send_as_browsers_do() -> None:
    """Have the test clients send what they post under /p/ as a form without files. Call once."""
    mock.patch.object(RequestFactory, "post", _as_browsers_do).start()
