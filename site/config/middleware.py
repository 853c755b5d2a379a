"""Site-wide middleware: the log line of each request, and error pages in words where Django has none."""

import time
from collections.abc import Callable
from http import HTTPStatus
from json import JSONDecodeError

import structlog
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.crypto import get_random_string
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.models import Page

from config.errors import bad_request, file_in_turn, is_outage, method_not_allowed, unavailable
from config.media_storage import changes_of_a_request
from config.operations import metrics
from lib.allauth_internals import visitor_of
from lib.stores import StoreAwayError
from lib.turns import Asker, OwnTurnsTakenError, TooBusyError, asked_by

logger = structlog.get_logger("entrepairs.request")
GetResponse = Callable[[HttpRequest], HttpResponse]
# Errors that a request alone can cause, mostly in Wagtail's admin, which trusts its own forms: a text the database
# refuses (NUL, half a character), a number no column holds, a field that is missing, rich text that is not JSON.
MALFORMED = (DataError, OverflowError, MultiValueDictKeyError, JSONDecodeError, UnicodeEncodeError)
LINK_TO_ELSEWHERE = "wagtailadmin_choose_page_external_link"
NOT_A_NUMBER = ("invalid literal for int()", "expected a number but got")


def _is_malformed(request: HttpRequest, exception: Exception) -> bool:
    """Return whether the request alone caused the error; Wagtail counts blocks and finds objects by hidden numbers."""
    if isinstance(exception, MALFORMED):
        return True
    if isinstance(exception, ValidationError):  # the number of a row of a form, which is none
        return getattr(exception, "code", "") == "invalid" and request.method == "POST"
    if isinstance(exception, NoReverseMatch):  # its choosers of links carry the page they began at in the address
        return not request.GET.get("parent_page_id", "0").isdecimal()
    if isinstance(exception, ObjectDoesNotExist):  # the number of a form, which nothing has: of a parent, for one
        return request.path.startswith(reverse("wagtailadmin_home"))
    if isinstance(exception, AttributeError):  # this form reads its field before it knows that it was sent
        return getattr(request.resolver_match, "view_name", None) == LINK_TO_ELSEWHERE or _names_the_root(request)
    return isinstance(exception, ValueError) and any(words in str(exception) for words in NOT_A_NUMBER)


def _names_the_root(request: HttpRequest) -> bool:
    """Return whether the address asks something of the root of the pages, above which Wagtail looks for a parent."""
    match = request.resolver_match
    if match is None or "wagtailadmin_pages" not in match.namespaces:
        return False
    numbers = [value for value in match.kwargs.values() if isinstance(value, int)]
    return Page.objects.filter(pk__in=numbers, depth=1).exists()


class RequestLogMiddleware:
    """Bind a request id to every log line and write one line per request: method, view, status, milliseconds.

    The view is named, null where nothing stands: an address holds a group, a membership, a secret. No address of the
    visitor, no browser, no user, no query string: belonging is health data.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = get_random_string(settings.REQUEST_ID_BYTES * 2, "0123456789abcdef")
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            seconds = time.perf_counter() - started
            view = request.resolver_match.view_name if request.resolver_match else None
            ms = round(seconds * 1000, 1)
            logger.info("request", method=request.method, view=view, status=response.status_code, ms=ms)
        metrics.note_request(request.method, view, response.status_code, seconds)
        response.headers["X-Request-ID"] = request_id
        return response


class ErrorPageMiddleware:
    """Answer in plain words an error of a view.

    503 for a database away, a full disk or a rush; 429 for one's own rush; 400 for a malformed request.

    What fails before the view (session, account) becomes the same 503 in `config.errors.server_error`.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with asked_by(lambda: _asker(request)):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the 503 page for an outage and a rush, the 400 page for what no form sends, None for the rest."""
        if is_outage(exception):
            logger.error(_name_of(exception), exc_info=exception)
            return unavailable(request)
        if isinstance(exception, OwnTurnsTakenError):
            return file_in_turn(request)
        if isinstance(exception, TooBusyError):
            logger.warning("too busy")
            return unavailable(request)
        if _is_malformed(request, exception):
            logger.warning("malformed request", exc_info=exception)
            return bad_request(request)
        return None


def _asker(request: HttpRequest) -> Asker:
    """Return who sends a request; the session of a visitor, who has none, is left unread: kept pages hang on it."""
    user = request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    return Asker(str(user.pk) if user is not None and user.is_authenticated else "", visitor_of(request))


def _name_of(outage: BaseException) -> str:
    if isinstance(outage, StoreAwayError):
        return "store of files unavailable"
    return "disk full" if isinstance(outage, OSError) else "database unavailable"


class KeptFilesMiddleware:
    """Leave the files as they were when a request fails: no row names what it stored, one may name what it removed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with changes_of_a_request() as changes:
            response = self.get_response(request)
            changes.failed = response.status_code >= HTTPStatus.BAD_REQUEST
        return response


class MethodNotAllowedMiddleware:
    """Replace Django's empty 405 with a page in words.

    A visitor meets it who types, reloads or comes back to the address of a button.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET" or response.content:
            return response
        page = method_not_allowed(request)
        page.headers["Allow"] = response.headers["Allow"]
        return page
