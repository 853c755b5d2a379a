"""What wagtailmedia's screens are asked, bounded: they take some of it on trust."""

from functools import partial, wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django_tasks import task
from wagtail.search import index

from content.models import SiteRecording
from content.shown_files import carrying
from lib.http import View

SCREENS = "wagtailmedia"
LARGEST_KEY = 2**63
STANDS = "Une page publiée montre « {} » : retirez-le d’abord de cette page. Elle est nommée ici."


def guarded(view: View) -> View:
    """Refuse what these screens would fail on, and the deletion of what a published page shows."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        match = request.resolver_match
        if match is not None and SCREENS in match.namespaces:
            _check_address(kwargs)
            _check_query(request)
            if match.url_name == "delete" and (standing := _standing(kwargs["media_id"])):
                messages.error(request, STANDS.format(standing.title))
                return HttpResponseRedirect(standing.usage_url, status=HTTPStatus.SEE_OTHER)
        return view(request, *args, **kwargs)

    return wrapped


def _check_address(kwargs: dict[str, Any]) -> None:
    """Raise Http404 for a kind that is none, and for a number that no row has."""
    if kwargs.get("media_type") == "media" or kwargs.get("media_id", 0) >= LARGEST_KEY:
        raise Http404


def _check_query(request: HttpRequest) -> None:
    """Raise BadRequest for a collection that is no number, and for a sign that no database takes."""
    collection = request.GET.get("collection_id") or "0"
    is_number = collection.isascii() and collection.isdigit() and int(collection[:20]) < LARGEST_KEY
    if not is_number or any("\0" in said for said in request.GET.values()):
        raise BadRequest("a list of recordings that no page of the admin asks for")


def _standing(pk: int) -> SiteRecording | None:
    """Return the recording of this number when a published page shows it. Raises Http404 without one."""
    found = get_object_or_404(SiteRecording, pk=pk)
    return found if found.is_shown() else None


def index_again(instance: SiteRecording, created: bool = False, raw: bool = False, **_signal: Any) -> None:
    """Have the pages that show a recording found by its new words, once they are committed. A signal handler."""
    if not created and not raw:
        transaction.on_commit(partial(index_pages.enqueue, instance.pk))


@task(backend="worker")
def index_pages(pk: int) -> None:
    """Index again each published page that shows a recording."""
    for recording in SiteRecording.objects.filter(pk=pk):
        for page in carrying(recording).specific():
            index.insert_or_update_object(page)
