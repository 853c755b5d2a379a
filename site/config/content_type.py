"""The head `Content-Type` reduced to what this site reads, before anything opens the request.

Django decodes an address and a form with any codec of Python that the sender names: some take minutes for 500 KB
(punycode is quadratic), others are no codec of text and raise before the first middleware. Browsers send UTF-8.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
_TYPE = re.compile(r"\s*([\w.+-]{1,80}/[\w.+-]{1,80})\s*(?:;|$)", re.ASCII)
_BOUNDARY = re.compile(r"""[;\s]boundary\s*=\s*(?:"([^"\\\r\n]{1,70})"|([^\s;"]{1,70}))""", re.ASCII | re.IGNORECASE)


def plain_content_type(said: str) -> str:
    """Return a content type with its boundary at most: neither charset nor any other parameter.

    >>> plain_content_type("multipart/form-data; charset=punycode; boundary=x")
    'multipart/form-data; boundary="x"'
    >>> plain_content_type("text/plain; x*=undefined''abc")
    'text/plain'
    """
    if not (media := _TYPE.match(said)):
        return ""
    boundary = _BOUNDARY.search(said, media.end(1))
    return f'{media[1]}; boundary="{boundary[1] or boundary[2]}"' if boundary else media[1]


def in_utf8(application: Application) -> Application:
    """Wrap a WSGI application: whatever a request says of its letters, they are read as UTF-8."""

    def wrapped(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if said := environ.get("CONTENT_TYPE"):
            environ["CONTENT_TYPE"] = plain_content_type(said)
        return application(environ, start_response)

    return wrapped
