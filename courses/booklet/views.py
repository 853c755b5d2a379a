"""The addresses of a booklet and of a sheet to read together: they are read, never written to."""

from collections.abc import Callable
from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from content.serving import refuse_unreadable
from courses.booklet.document import open_lessons
from courses.booklet.files import file_of, sheet_file_of
from courses.learning.lookup import find_contents, find_reading
from lib.pdf.typesetting import TypesettingError
from lib.turns import TooBusyError


@login_not_required
@require_safe
def booklet(request: HttpRequest, module: str) -> HttpResponse:
    """Hand over the booklet of a module to whoever may read its page. 404 for a module without a lesson to read."""
    contents = find_contents(module)
    refuse_unreadable(request, contents.module)
    if not open_lessons(contents):
        raise Http404
    return _hand_over(request, f"livret-{module}", lambda: file_of(module))


@login_not_required
@require_safe
def together(request: HttpRequest, module: str, lesson: str, *, is_easy: bool = False) -> HttpResponse:
    """Hand over the sheet to read a lesson together, to whoever may read the lesson. 404 without such a version."""
    refuse_unreadable(request, find_reading(module, lesson).lesson)
    name = f"a-lire-ensemble-{lesson}" + ("-facile" if is_easy else "")
    return _hand_over(request, name, lambda: sheet_file_of(module, lesson, is_easy))


def _hand_over(request: HttpRequest, name: str, make: Callable[[], bytes]) -> HttpResponse:
    """Return the file that `make` gives, under `name`; nothing again to whoever has it. Raises TooBusyError."""
    try:
        content = make()
    except TypesettingError as error:
        raise TooBusyError from error  # the plain 503: what is wrong is in the log
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["ETag"] = f'"{sha256(content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
