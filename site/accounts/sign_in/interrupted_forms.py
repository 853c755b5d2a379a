"""Forms sent after the session of a shared computer had ended: their content is kept for its author.

A form needs nothing for this. When a page is sent after 30 idle minutes, the session still says whose it was. The
content is sealed in that person's own drafts, under the path it was sent to, and the sign-in page shows. Once the same
person has signed in, « Reprendre » sends the same words to the same path. Nobody else ever sees them; passwords, codes
and files are not kept.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from accounts.models import Draft, User
from accounts.requests import MemberRequest
from lib.secrets import seal, unseal

LARGEST = 64 * 1024  # characters of one form
LONGEST_KEY = 300
DAYS_KEPT = 30
FIELD = "_draft"  # in a form sent again: the draft it comes from
OFFERED = "drafts_offered"
_NEVER_KEPT = re.compile(r"csrfmiddlewaretoken|password|secret|code|proof|picture|^_", re.IGNORECASE)


def keep(user: User, key: str, data: Mapping[str, object] | QueryDict) -> bool:
    """Keep the content of a form; return False when there is nothing to keep or far too much."""
    typed: dict[str, list[Any]]
    typed = dict(data.lists()) if isinstance(data, QueryDict) else {name: [value] for name, value in data.items()}
    typed = {name: values for name, values in typed.items() if not _NEVER_KEPT.search(name)}
    size = sum(len(name) + sum(len(str(value)) for value in values) for name, values in typed.items())
    if not any(any(values) for values in typed.values()) or size > LARGEST or len(key) > LONGEST_KEY:
        return False
    Draft.objects.update_or_create(user=user, form_key=key, defaults={"sealed": seal(typed)})
    return True


def read(draft: Draft) -> dict[str, list[str]]:
    """Return the fields of a draft and their values; nothing when the keys of the seal have changed."""
    return unseal(draft.sealed) or {}


def begun(user: User) -> list[Draft]:
    """Return the forms a person had sent too late, latest first."""
    return list(user.drafts.filter(form_key__startswith="/").order_by("-updated_at"))


def offer(request: MemberRequest) -> str | None:
    """Return where to find the kept forms, once a session: a step after sign-in."""
    if request.session.get(OFFERED) or not request.user.drafts.filter(form_key__startswith="/").exists():
        return None
    request.session[OFFERED] = True
    return reverse("accounts:drafts")


def page_of(request: HttpRequest) -> str:
    """Return the page a form was on: the one its POST says it comes from, else the path it was sent to."""
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # not an address
        return request.path
    if came_from.netloc == request.get_host() and came_from.path.startswith("/"):
        return came_from.path
    return request.path
