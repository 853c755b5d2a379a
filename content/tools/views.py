"""The list, a tool and its files. All are read, never written to: a visitor reads and downloads what is published."""

from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from content.models import ToolIndexPage, ToolPage
from content.serving import find, refuse_unreadable, serve_found
from content.tools.files import KINDS, SUFFIX, file_of


class FileKindConverter:
    """The kinds of files that a tool may be had as."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        """Return the kind as it is written."""
        return value

    def to_url(self, value: str) -> str:
        """Return the kind as it is written."""
        return value


@login_not_required
@require_safe
def tools(request: HttpRequest) -> HttpResponse:
    """Show « Outils », the list."""
    return serve_found(request, find(ToolIndexPage))


@login_not_required
@require_safe
def tool(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a tool."""
    return serve_found(request, find(ToolPage, slug))


@login_not_required
@require_safe
def file(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """Hand over a file of a tool, blank or filled in, to whoever may read its page. 404 for a file it does not have."""
    page = find(ToolPage, slug, only=("path", "depth", "slug", "content_type", "alias_of"))
    refuse_unreadable(request, page)
    if name not in {slug, slug + SUFFIX}:
        raise Http404
    content = file_of(page.pk, kind, name.endswith(SUFFIX) and name != slug)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["ETag"] = f'"{sha256(content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
