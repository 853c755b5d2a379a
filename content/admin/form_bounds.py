"""Ceilings on the forms of the admin: how many parts one says it has, how deep a text of the editor goes.

Wagtail makes as many parts as the form announces, and a list in a list for each depth: one request would not end.
"""

import re
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from lib.http import View

MOST_PARTS = 500  # blocks of a page, items of a list: a long lesson has about forty
MOST_ROWS = 100  # of what a page cites
MOST_REMARKS = 40  # beside a page: each is compared with all the texts
MOST_DEEP, MOST_MARKS = 5, 500  # of a text: lists in lists; words in bold and links
LONGEST_TEXT = 100_000  # signs of one field: fifteen thousand words, where a lesson has four hundred
_COUNTS = {"-count": MOST_PARTS, "comments-TOTAL_FORMS": MOST_REMARKS, "-TOTAL_FORMS": MOST_ROWS}
_TEXT = '{"'
_DEPTH = re.compile(r'"depth":\s*(-?\d+)')
_MARK = re.compile(r'"offset":')


def bounded(view: View) -> View:
    """Refuse (400) a form that no page of the admin makes."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and any(_is_beyond(name, request.POST[name]) for name in request.POST):
            raise BadRequest("a form beyond what the admin makes")
        return view(request, *args, **kwargs)

    return wrapped


def _is_beyond(name: str, said: str) -> bool:
    if len(said) > LONGEST_TEXT:
        return True
    for ending, most in _COUNTS.items():
        if name.endswith(ending):
            return not (said.isascii() and said.isdigit() and len(said) < 10) or int(said) > most
    if not said.lstrip().startswith(_TEXT):
        return False
    deepest = max((int(depth[:4]) for depth in _DEPTH.findall(said)), default=0)
    return deepest > MOST_DEEP or len(_MARK.findall(said)) > MOST_MARKS
