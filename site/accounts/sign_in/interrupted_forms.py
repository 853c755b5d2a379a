"""What was typed is not lost when the session of a shared computer ends.

How it works, with nothing to do in a form: when a page is sent after 30 idle minutes, the session is still known
and says whose it was. What was typed is sealed in that person's own drafts, under the path
it was sent to; then the sign-in page shows. Once the same person has signed in, « Reprendre » sends the very same
words to the very same path. Nobody else ever sees them; passwords, codes and files are not kept.
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
    """Keep what was typed in a form; False when there is nothing to keep or far too much."""
    typed: dict[str, list[Any]]
    typed = dict(data.lists()) if isinstance(data, QueryDict) else {name: [value] for name, value in data.items()}
    typed = {name: values for name, values in typed.items() if not _NEVER_KEPT.search(name)}
    size = sum(len(name) + sum(len(str(value)) for value in values) for name, values in typed.items())
    if not any(any(values) for values in typed.values()) or size > LARGEST or len(key) > LONGEST_KEY:
        return False
    Draft.objects.update_or_create(user=user, form_key=key, defaults={"sealed": seal(typed)})
    return True


def read(draft: Draft) -> dict[str, list[str]]:
    """The fields of a draft and their values; empty when the keys have changed."""
    return unseal(draft.sealed) or {}


def begun(user: User) -> list[Draft]:
    """The pages a person had begun to send, latest first."""
    return list(user.drafts.filter(form_key__startswith="/").order_by("-updated_at"))


def offer(request: MemberRequest) -> str | None:
    """After signing in: where to find again what was begun, once a session."""
    if request.session.get(OFFERED) or not request.user.drafts.filter(form_key__startswith="/").exists():
        return None
    request.session[OFFERED] = True
    return reverse("accounts:drafts")


def page_of(request: HttpRequest) -> str:
    """The page a form was on: where its POST says it comes from, else the path it was sent to."""
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # not an address
        return request.path
    if came_from.netloc == request.get_host() and came_from.path.startswith("/"):
        return came_from.path
    return request.path
