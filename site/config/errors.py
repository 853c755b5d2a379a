"""Error pages, in plain words. The pages of a share have neutral ones, which do not name the site."""

import errno
import sys

from allauth.account.utils import get_login_redirect_url
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from accounts.sign_in import interrupted_forms, owner_mark, way_back
from lib.http import comes_from_here
from lib.stores import StoreAwayError
from passport.reader.middleware import is_sharing

RETRY_AFTER = 5  # seconds
DATABASE_OUTAGE = (OperationalError, InterfaceError)
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def is_outage(exception: BaseException | None) -> bool:
    """Return whether the database or the store of files is away, or the disk has no room: it may do a little later."""
    if isinstance(exception, OSError):
        return isinstance(exception, StoreAwayError) or exception.errno in NO_ROOM
    return isinstance(exception, DATABASE_OUTAGE)


def _template(request: HttpRequest, status: int) -> str:
    """Return the name of the page of a status: the neutral one on the address of a share."""
    folder = "neutral/" if is_sharing(request) else ""
    return f"{folder}{status}.html"


def _error(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, _template(request, status), status=status)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, in plain words; to the sign-in page, and back, when the session was ended from elsewhere during the request.

    What was sent is kept for its author, unless the view had done it when the session was found gone.

    413 when the words of a form are more than Django holds in memory.
    """
    if isinstance(exception, SessionInterrupted):
        if not interrupted_forms.was_done(request):
            interrupted_forms.keep_sent(request, owner_mark.author_of(request))
        return redirect(way_back.towards(request, _page_of(request)))
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _error(request, 400)


def _page_of(request: HttpRequest) -> str:
    return request.get_full_path() if request.method in {"GET", "HEAD"} else interrupted_forms.page_of(request)


def too_large(request: HttpRequest) -> HttpResponse:
    """413, in plain words, without reading what was sent."""
    return _unread(request, 413, 413)


def incomplete(request: HttpRequest, status: int) -> HttpResponse:
    """Answer `status` with the page of a 400, without reading what was sent."""
    return _unread(request, 400, status)


def _unread(request: HttpRequest, page: int, status: int) -> HttpResponse:
    """Return a page drawn without the request: what draws with it may look into the form."""
    response = render(None, _template(request, page), status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, in plain words."""
    return _error(request, 403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, in plain words."""
    return _error(request, 404)


def neutral_not_found() -> HttpResponse:
    """404 of a share, wherever it was asked, without touching the database."""
    return render(None, "neutral/404.html", status=404)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """405, in plain words, without touching the database: the address is that of a button."""
    return _unread(request, 405, 405)


@login_not_required
def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429, in plain words (allauth looks this up as handler429)."""
    return _error(request, 429)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """500, rendered without touching the database; 503 when the database or the disk is what failed.

    Django calls this inside its `except`: a session or an account that cannot be read never reaches
    `process_exception`, so the view looks at the cause itself.
    """
    if is_outage(sys.exc_info()[1]):
        return unavailable(request)
    return render(None, _template(request, 500), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After (seconds), rendered without touching the database."""
    return _come_back(request, _template(request, 503), 503)


def file_in_turn(request: HttpRequest) -> HttpResponse:
    """429 with Retry-After (seconds): as many files as this person may have made at once are being made."""
    return _come_back(request, "429_file.html", 429)


def _come_back(request: HttpRequest, template: str, status: int) -> HttpResponse:
    was_sent = request.method == "POST"  # the visitor can send it again: the page says how
    response = render(None, template, {"was_sent": was_sent}, status=status)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when a form came without its proof: somebody signed in since, the page is old, or no cookie was sent.

    What was typed is kept for the person on whose page the form stood; nobody else is shown a word of it.

    At the entrance nothing is left to prove once one is signed in in another tab: go on to the page asked for. Never
    from the form of a card, which another person may hold.
    """
    if is_sharing(request):
        return _error(request, 403)
    signed_in_since = request.user.is_authenticated and comes_from_here(request)
    if signed_in_since and request.path == reverse("account_login"):
        return HttpResponseRedirect(get_login_redirect_url(request))
    owner = owner_mark.owner_of(request)
    drafts = reverse("accounts:drafts")
    context = {
        "no_cookie": reason == REASON_NO_CSRF_COOKIE,
        "signed_in_since": signed_in_since,
        "kept": interrupted_forms.keep_sent(request, owner_mark.author_of(request)),
        "is_theirs": request.user.is_authenticated and request.user == owner,
        "find_it": drafts if request.user == owner else f"{reverse('account_login')}?{urlencode({'next': drafts})}",
        "without": interrupted_forms.FILES if request.FILES else "",
    }
    return render(request, "403_csrf.html", context, status=403)
