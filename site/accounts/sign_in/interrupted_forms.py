"""Forms that reached the site once their session had ended: their content is kept for its author.

A form needs nothing for this. Each carries the mark of whose page it stands on (`owner_mark`), whichever way the
session was lost: signed out in another tab, cookies gone, another card shown, sessions ended from elsewhere. The
content is sealed in that person's own drafts, under the path it was sent to, and the sign-in page shows. Once they have
signed in, « Reprendre » sends the same words to the same path. Nobody else ever sees them, and nothing of them stays in
the browser; passwords, codes and files are not kept.
"""

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve, reverse

from accounts.models import Draft, User
from accounts.requests import MemberRequest
from accounts.sign_in import owner_mark
from lib.http import is_behind_the_entrance
from lib.limits import within_limit
from lib.secrets import Purpose, fingerprint, seal, unseal

LARGEST = 64 * 1024  # characters of one form
LONGEST_KEY = 300
MOST = 20  # forms of one person; one more is not kept, and its author is told
PAGE = "_page"  # in what is sealed, beside the fields: the title of the page
FIELD = "_draft"  # in a form sent again: the draft it comes from
OFFERED = "drafts_offered"
SENT_FORM = Purpose("the content of a form sent too late", prefix="accounts.draft:")
FILES = "Un fichier ne peut pas être gardé : vous le choisirez de nouveau."
# A code is chosen twice, « again »; on a passed device it is another person's than who signs in and reads the form.
# The name of a field that says « unkept » is that of what is typed for one paper.
_SECRET = re.compile(r"password|secret|code|proof|picture|credential|^unkept|^again$", re.IGNORECASE)
_OF_THE_PAGE = re.compile(r"^csrfmiddlewaretoken$|^_")  # written in the page, typed by nobody
# Pages that ask something before a form is read: to be led there is not to have been served.
_ASKED_FIRST = {"account_login", "account_reauthenticate", "mfa_reauthenticate", "mfa_index", "mfa_activate_totp"}
_STILL_THERE = {401, 403, 404, 405, 429, 500, 503}


def _typed(data: Mapping[str, object] | QueryDict) -> dict[str, list[Any]]:
    lists = dict(data.lists()) if isinstance(data, QueryDict) else {name: [value] for name, value in data.items()}
    return _without_secrets({name: values for name, values in lists.items() if not _OF_THE_PAGE.search(name)})


def _without_secrets(fields: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {name: values for name, values in fields.items() if not _SECRET.search(name)}


def secrets_in(data: QueryDict) -> list[str]:
    """Return the codes and passwords that a form holds."""
    return [value for name, values in data.lists() if _SECRET.search(name) for value in values if value]


def keep(user: User, key: str, data: Mapping[str, object] | QueryDict, page: str = "") -> bool:
    """Keep the content of a form and the title of its page; return False for nothing to keep or far too much."""
    typed = _typed(data)
    size = sum(len(name) + sum(len(str(value)) for value in values) for name, values in typed.items())
    if not any(any(values) for values in typed.values()) or size > LARGEST or len(key) > LONGEST_KEY:
        return False
    row: dict[str, Any] = {
        "user": user,
        "form_key": key,
        "fingerprint": fingerprint(SENT_FORM, json.dumps(typed, sort_keys=True)),
    }
    before = Draft.objects.filter(**row).first()
    if before is None and _of(user).count() >= MOST:
        return False
    page = page or (page_title(before) if before else "")
    Draft.objects.update_or_create(**row, defaults={"sealed": seal({**typed, PAGE: page})})
    return True


def keep_sent(request: HttpRequest, owner: User | None) -> bool:
    """Keep the form that was just sent for its owner; return whether it was.

    Not what a script sent: its page stays. Not a public form, the words of a card or an anonymous question: whoever
    types there need not be whose page it is.
    """
    by_script = request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    if owner is None or request.method != "POST" or by_script or not is_behind_the_entrance(request):
        return False
    if not within_limit(request, "draft", key=str(owner.pk)):
        return False
    mark = None if FIELD in request.POST else owner_mark.read(request)  # sent again: the page was not this list
    return keep(owner, request.get_full_path(), request.POST, mark.page if mark else "")


def read(draft: Draft) -> dict[str, list[str]]:
    """Return the fields of a draft and their values; nothing when the keys of the seal have changed."""
    return _without_secrets({name: said for name, said in _sealed(draft).items() if name != PAGE})


def page_title(draft: Draft) -> str:
    """Return the title of the page on which a form was begun; "" when it is not known."""
    return str(_sealed(draft).get(PAGE, ""))


def _sealed(draft: Draft) -> dict[str, Any]:
    found = unseal(draft.sealed)
    return found if isinstance(found, dict) else {}


def _of(user: User) -> QuerySet[Draft]:
    return user.drafts.filter(form_key__startswith="/")


def begun(user: User) -> list[Draft]:
    """Return the forms a person had sent too late, latest first."""
    return list(_of(user).order_by("-updated_at", "-pk"))


def offer(request: MemberRequest) -> str | None:
    """Return where to find the kept forms, once a session: a step after sign-in."""
    if request.session.get(OFFERED) or not _of(request.user).exists():
        return None
    request.session[OFFERED] = True
    return reverse("accounts:drafts")


def forget_sent_again(request: HttpRequest, response: HttpResponse) -> None:
    """Forget the draft that a form sent again came from, once it was served: done, or shown again to be corrected."""
    number = request.POST.get(FIELD, "")
    if not request.user.is_authenticated or not (number.isascii() and number.isdigit() and len(number) < 19):
        return
    if response.status_code not in _STILL_THERE and not _asks_first(response):
        _of(request.user).filter(pk=int(number)).delete()


def note_answer(request: HttpRequest, response: HttpResponse) -> None:
    """Note what the view itself answered, for `was_done`."""
    cast("Any", request).answer_of_the_view = response


def was_done(request: HttpRequest) -> bool:
    """Return whether the view has done what the form asked: to send it again would do it twice."""
    response = getattr(request, "answer_of_the_view", None)
    return response is not None and response.status_code < HTTPStatus.BAD_REQUEST and not _asks_first(response)


def _asks_first(response: HttpResponse) -> bool:
    """Return whether an answer leads to a question (who is it, the second code), after which the form is sent again."""
    try:
        led_to = resolve(urlsplit(response.headers.get("Location", "")).path)
    except (Resolver404, ValueError):
        return False
    return led_to.view_name in _ASKED_FIRST


def page_of(request: HttpRequest) -> str:
    """Return the page a form was on: the one its POST says it comes from, else the path it was sent to."""
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # not an address
        return request.path
    if came_from.netloc == request.get_host() and came_from.path.startswith("/"):
        return came_from.path
    return request.path
