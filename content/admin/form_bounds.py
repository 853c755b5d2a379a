"""Ceilings on the forms of the admin: how many parts one has, how deep a text of the editor goes, where it leads.

Wagtail makes as many parts as the form announces, and a list in a list for each depth: one request would not end.
"""

import json
from collections.abc import Iterator
from functools import wraps
from typing import Any, cast

from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from wagtail.users.models import UserProfile

from lib.http import View
from lib.own_address import NEXT, leads_here
from lib.text import writable, writable_texts

MOST_PARTS = 500  # blocks of a page, items of a list: a long lesson has about forty
MOST_ROWS = 100  # of what a page cites
MOST_REMARKS = 40  # beside a page: each is compared with all the texts
MOST_DEEP, MOST_MARKS = 5, 500  # of a text: lists in lists; words in bold and links
MOST_NESTED = 50  # of what is in what: the editor's own goes to about ten
LONGEST_TEXT = 100_000  # signs of one field: fifteen thousand words, where a lesson has four hundred
LONGEST_PREFERENCES, MOST_KEPT = 1_000, 5_000  # bytes sent at once; signs kept for one person in all
_COUNTS = {"-count": MOST_PARTS, "comments-TOTAL_FORMS": MOST_REMARKS, "-TOTAL_FORMS": MOST_ROWS}
BEYOND = "a form beyond what the admin makes"
_BEGINNINGS = ("{", "[")  # of JSON
_ESCAPES = ("\\u00", "\\b", "\\f")  # of the control characters that JSON does not write as they are


def bounded(view: View) -> View:
    """Refuse (400) a form that no page of the admin makes; of the others, drop the signs that no file can hold."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if NEXT in request.GET:
            request.GET = cast("Any", _led_here(request, request.GET))
        if request.method == "POST":
            form = _led_here(request, request.POST)
            for name, values in form.lists():
                form.setlist(name, [_checked(name, str(said)) for said in values])
            form._mutable = False
            request.POST = cast("Any", form)
        elif request.method == "PATCH":
            _check_preferences(request.user, request.body)
        return view(request, *args, **kwargs)

    return wrapped


def _led_here(request: HttpRequest, form: QueryDict) -> QueryDict:
    """Return a copy that leads to no address but of this site: Wagtail would save all, then fail to go there."""
    copy = form.copy()
    asked = [said for said in form.getlist(NEXT) if leads_here(request, str(said))]
    copy.pop(NEXT, None)
    if asked:
        copy.setlist(NEXT, asked)
    return copy


def _checked(name: str, said: str) -> str:
    """Return one field without control characters. Raise BadRequest when it is beyond what the admin makes."""
    if len(said) > LONGEST_TEXT or _counts_too_many(name, said):
        raise BadRequest(BEYOND)
    text = _read(said)
    if not isinstance(text, dict | list):
        return said if "\0" in said else writable(said)  # Django refuses that one beside its field
    marks = 0
    for part in _parts(text):
        depth = part.get("depth", 0)
        marks += "offset" in part
        if not isinstance(depth, int) or depth > MOST_DEEP or marks > MOST_MARKS:
            raise BadRequest(BEYOND)
    return said if _is_writable(text) else json.dumps(writable_texts(text))


def _check_preferences(user: Any, body: bytes) -> None:
    """Raise BadRequest for what is no short JSON object, or too much with what somebody put away: Wagtail adds it."""
    try:
        said = json.loads(body) if len(body) <= LONGEST_PREFERENCES else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or not _is_writable(said):
        raise BadRequest(BEYOND)
    kept = UserProfile.objects.filter(user_id=user.pk).values_list("dismissibles", flat=True).first() or {}
    if len(json.dumps(kept | said)) > MOST_KEPT:
        raise BadRequest(BEYOND)


def _counts_too_many(name: str, said: str) -> bool:
    for ending, most in _COUNTS.items():
        if name.endswith(ending):
            return not (said.isascii() and said.isdigit() and len(said) < 10) or int(said) > most
    return False


def _read(said: str) -> Any:
    """Return a text of the editor as Wagtail reads it; None for what is no JSON.

    Raise BadRequest for one that has more lists in lists than Python reads.
    """
    if not said.lstrip().startswith(_BEGINNINGS):
        return None
    try:
        return json.loads(said)
    except RecursionError as error:
        raise BadRequest(BEYOND) from error
    except ValueError:
        return None


def _parts(text: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of a JSON text. Raise BadRequest for one in too many others."""
    left = [(text, 0)]
    while left:
        part, nested = left.pop()
        if nested > MOST_NESTED:
            raise BadRequest(BEYOND)
        if isinstance(part, dict):
            yield part
            left.extend((each, nested + 1) for each in part.values())
        elif isinstance(part, list):
            left.extend((each, nested + 1) for each in part)


def _is_writable(text: Any) -> bool:
    said = json.dumps(text, ensure_ascii=False)
    return not any(mark in said for mark in _ESCAPES) and writable(said) == said
