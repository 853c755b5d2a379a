"""A ceiling on what a request brings, read from its head: nothing above it is taken in, so nothing fills the disk,
and no field is read sign by sign for seconds.

Django holds the words of a form in memory up to DATA_UPLOAD_MAX_MEMORY_SIZE, files up to FILE_UPLOAD_MAX_MEMORY_SIZE,
and writes larger ones to the disk as they come. Large files are for the editors' admin alone: that of the
coordination, which lists groups, stays in memory.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from config.errors import incomplete, too_large
from config.middleware import GetResponse
from passport.reader.middleware import is_sharing

MEGABYTE = 1024 * 1024
LARGEST = MEGABYTE // 2  # the longest form, a practice sheet, brings a quarter of it when each letter has an accent
LARGEST_OF_READER = MEGABYTE // 16  # a name, and a message of a few lines
LARGEST_WITH_FILES = 12 * MEGABYTE  # above WAGTAILDOCS_MAX_UPLOAD_SIZE: the form itself then names the right size
LARGEST_WITH_RECORDING = 32 * MEGABYTE  # above RECORDINGS_MAX_UPLOAD_SIZE
FILES_PREFIX, RECORDINGS_PREFIX = "/admin/", "/admin/media/"


class RequestSizeMiddleware:
    """Refuse what is too large (413), says no length (411), or brings files to the reader of a share (415)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return _refusal(request) or self.get_response(request)


def _refusal(request: HttpRequest) -> HttpResponse | None:
    """Return the page that refuses the request; None when it may come in."""
    if "HTTP_TRANSFER_ENCODING" in request.META:  # Django would take it for empty, and lose what was sent
        return incomplete(request, HTTPStatus.LENGTH_REQUIRED)
    if _length(request) > _ceiling(request):
        return too_large(request)
    if is_sharing(request) and request.content_type == "multipart/form-data":
        return incomplete(request, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    return None


def _ceiling(request: HttpRequest) -> int:
    if is_sharing(request):
        return LARGEST_OF_READER
    if request.path_info.startswith(RECORDINGS_PREFIX):
        return LARGEST_WITH_RECORDING
    return LARGEST_WITH_FILES if request.path_info.startswith(FILES_PREFIX) else LARGEST


def _length(request: HttpRequest) -> int:
    """Return the bytes announced; 0 when it is no number, which is what Django then reads."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
