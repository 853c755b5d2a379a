"""The sounds and videos of the editors, and their subtitles, under /media/.

A part may be asked for: without it Safari plays nothing, and nobody can go back. A part is short, so that a reader who
listens on a bad line holds a thread of the site for seconds, never for the length of a film; players ask for the next.
"""

import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.core.files.base import File
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from content.models import SiteRecording
from content.shown_files import may_see
from lib.stores import StoreAwayError

LONGEST_PART = 1024 * 1024  # bytes
READ_AT_ONCE = 64 * 1024
LARGEST_KEY = 2**63
_RANGE = re.compile(r"bytes=(?!-$)(\d{0,18})-(\d{0,18})", re.ASCII)
Part = tuple[int, int]  # the first byte, and that after the last


@login_not_required
@require_safe
def recording(request: HttpRequest, path: str) -> HttpResponseBase:
    """A sound or a video, whole or in part. Raises Http404 for what the visitor may not see, or is no file."""
    found = None if "\0" in path else SiteRecording.objects.filter(file=path).first()
    if found is None or not may_see(request, found):
        raise Http404
    try:
        return _served(request, found)
    except StoreAwayError:
        raise
    except OSError as error:  # a file that is away
        raise Http404 from error


@login_not_required
@require_safe
def captions(request: HttpRequest, pk: int) -> HttpResponse:
    """The subtitles of a video. Raises Http404 for what the visitor may not see."""
    found = SiteRecording.objects.filter(pk=pk).exclude(captions="").first() if pk < LARGEST_KEY else None
    if found is None or not may_see(request, found):
        raise Http404
    return HttpResponse(found.captions, content_type="text/vtt; charset=utf-8")


def _served(request: HttpRequest, found: SiteRecording) -> HttpResponseBase:
    size = found.file.size
    name = str(found.file.name)
    changed = int(found.file.storage.get_modified_time(name).timestamp())
    mark = f'"{changed:x}-{size:x}"'
    unchanged = get_conditional_response(request, etag=mark, last_modified=changed)
    if unchanged is not None:
        return unchanged
    is_same = request.headers.get("If-Range", mark) == mark
    asked = _RANGE.fullmatch(request.headers.get("Range", "")) if is_same else None
    part = _part(asked[1], asked[2], size) if asked else (0, size)
    if part is None:
        headers = {"Content-Range": f"bytes */{size}"}
        return HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
    response = StreamingHttpResponse(_bytes(found, name, part), content_type=found.content_type)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Length"] = str(part[1] - part[0])
    response.headers["ETag"], response.headers["Last-Modified"] = mark, http_date(changed)
    if asked:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response.headers["Content-Range"] = f"bytes {part[0]}-{part[1] - 1}/{size}"
    return response


def _part(first: str, last: str, size: int) -> Part | None:
    """Return the part that a request asks for, or its beginning; None for a part that is not there.

    Several parts at once, or another unit, are answered by the whole, as the standard allows.
    """
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last) + 1, size) if first and last else size
    if start >= end or (first and last and int(last) < int(first)):
        return None
    return start, min(end, start + LONGEST_PART)


def _bytes(found: SiteRecording, name: str, part: Part) -> Iterable[bytes]:
    """Return the bytes of a part: of the disk, or asked alone of a store that can give one."""
    storage = found.file.storage
    return storage.part(name, *part) if hasattr(storage, "part") else _Bytes(storage.open(name), part)


class _Bytes:
    """The bytes of a part of a file, which is closed with the answer, read or not."""

    def __init__(self, file: File, part: Part) -> None:
        self.file, self.part = file, part
        self.close = file.close

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(self.part[0])
        left = self.part[1] - self.part[0]
        while left > 0 and (read := self.file.read(min(left, READ_AT_ONCE))):
            left -= len(read)
            yield read
