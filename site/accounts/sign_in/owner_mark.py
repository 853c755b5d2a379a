"""The mark of whose page it is: sealed, in each form that carries Django's CSRF token, for the address it is sent to.

When the session has ended, or is another person's, the mark alone says for whom the content of a form is kept. It opens
nothing and shows nothing: what is kept under it is read by its owner, once signed in, beside the title of the page.
Sent to another address than its own, it keeps nothing: whoever copies it writes in no other form. It outlives « Tout
arrêter » and a new code, so that the owner loses none of the words they typed before.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from lib.secrets import seal, unseal

FIELD = "_owner"
MADE = "_owner_mark"  # on the request: the mark that its page carries
LONGEST_TITLE = 200
_OWNER, _MADE_AT, _PATH, _PAGE = "owner_of_a_form", "at", "for", "page"
_PIECE = re.compile(rf'<form\b[^>]*>|name="{FIELD}" value="([^"]+)"')
_ACTION = re.compile(r'\saction="([^"]*)"')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_AROUND = re.compile(r"^Erreur\s:\s|\s·\s[^·]*$")  # the name of the site holds no « · »


@dataclass(frozen=True)
class Mark:
    """What a mark says: whose page it was, the title of the page, and whether the form went where it was to go."""

    owner: User
    page: str
    is_in_its_place: bool


def mark_of(user_pk: int, path: str, page: str = "") -> str:
    """Return a fresh mark for the forms of a page sent to `path`: nobody can read it, nor make one."""
    return seal({_OWNER: user_pk, _MADE_AT: int(time.time()), _PATH: path, _PAGE: page})


def read(request: HttpRequest) -> Mark | None:
    """Return what the mark of the form that was sent says; None without a mark, or with one too old.

    A mark is good for as long as a session may last.
    """
    said = unseal(request.POST.get(FIELD, ""))
    if not isinstance(said, dict) or _OWNER not in said:
        return None
    if time.time() - said.get(_MADE_AT, 0) > settings.SESSION_COOKIE_AGE:
        return None
    owner = User.objects.filter(pk=said[_OWNER], is_active=True).first()
    return Mark(owner, said.get(_PAGE, ""), said.get(_PATH) == request.path) if owner else None


def owner_of(request: HttpRequest) -> User | None:
    """Return the person on whose page the form that was sent stood; None without a mark, or with one too old."""
    mark = read(request)
    return mark.owner if mark else None


def author_of(request: HttpRequest) -> User | None:
    """Return for whom the content of the form that was sent is kept; None when its mark is of another address."""
    mark = read(request)
    return mark.owner if mark and mark.is_in_its_place else None


class BoundMarksMiddleware:
    """Tie the mark of each form of a page to the address the form is sent to. Stands innermost, where pages are made.

    As a page is drawn, its forms all carry a mark for the page's own address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if hasattr(request, MADE) and not response.streaming and "html" in response.headers.get("Content-Type", ""):
            response.content = _bound(request, response.content.decode()).encode()
        return response


def _bound(request: HttpRequest, page: str) -> str:
    owner, title = unseal(getattr(request, MADE))[_OWNER], _title_of(page)
    marks: dict[str, str] = {}
    path = request.path

    def bind(piece: re.Match[str]) -> str:
        nonlocal path
        if piece[1] is None:
            path = _sent_to(request, piece[0])
            return piece[0]
        if path not in marks:
            marks[path] = mark_of(owner, path, title)
        return f'name="{FIELD}" value="{marks[path]}"'

    return _PIECE.sub(bind, page)


def _sent_to(request: HttpRequest, form: str) -> str:
    action = _ACTION.search(form)
    try:
        return unquote(urlsplit(urljoin(request.get_full_path(), unescape(action[1]))).path) if action else request.path
    except ValueError:  # not an address
        return request.path


def _title_of(page: str) -> str:
    found = _TITLE.search(page)
    return _AROUND.sub("", " ".join(unescape(found[1]).split()))[:LONGEST_TITLE] if found else ""
