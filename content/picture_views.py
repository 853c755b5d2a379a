"""The pictures of the editors, under /media/."""

from mimetypes import guess_type

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from django.views.static import serve

from accounts.permissions import may_enter_admin
from content.models import SiteRendition
from content.shown_files import may_see
from lib.stores import StoreAwayError


@login_not_required
@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture as a page shows it. Raises Http404 for what the visitor may not see, and for what cannot be a file."""
    rendition = None if "\0" in path else SiteRendition.objects.select_related("image").filter(file=path).first()
    if rendition is None or not may_see(request, rendition.image):
        raise Http404
    return _file(request, path)


@login_not_required
@require_safe
def original(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture as it is kept, for those who may enter the admin. Raises Http404 for everybody else."""
    if not may_enter_admin(request):
        raise Http404
    return _file(request, path)


def _file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send a file of the disk, or of the store that takes its place: the visitor is led nowhere."""
    try:
        if not isinstance(storages["default"], FileSystemStorage):
            return _stored(request, path)
        return serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except StoreAwayError:
        raise
    except OSError as error:  # such as a name longer than the disk allows
        raise Http404 from error


def _stored(request: HttpRequest, path: str) -> HttpResponseBase:
    changed = int(default_storage.get_modified_time(path).timestamp())
    unchanged = get_conditional_response(request, last_modified=changed)
    if unchanged is not None:
        return unchanged
    kind = guess_type(path)[0] or "application/octet-stream"
    response = FileResponse(default_storage.open(path), content_type=kind)
    response.headers["Last-Modified"] = http_date(changed)
    return response
