"""The address of a booklet: it is read, never written to."""

from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from content.serving import refuse_unreadable
from courses.booklet.document import open_lessons
from courses.booklet.files import file_of
from courses.learning.lookup import find_contents
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
    try:
        content = file_of(module)
    except TypesettingError as error:
        raise TooBusyError from error  # the plain 503: what is wrong is in the log
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="livret-{module}.pdf"'
    response["ETag"] = f'"{sha256(content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
