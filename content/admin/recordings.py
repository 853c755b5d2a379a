"""What wagtailmedia's screens are asked, bounded: they take some of it on trust.

What a published page shows is changed by those who may change any, as they may publish: whoever added it could
otherwise put other words there, which nobody reads first.
"""

from functools import partial, wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django_tasks import task
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.permission_policies.collections import CollectionPermissionPolicy
from wagtail.search import index
from wagtailmedia import get_permission_policy
from wagtailmedia.views.chooser import get_media_json

from content.models import SiteRecording
from content.remembered import bump
from content.shown_files import carrying, is_awaited
from lib.http import View

SCREENS = "wagtailmedia"
LARGEST_KEY = 2**63
STANDS = "Une page publiée montre « {} » : retirez-le d’abord de cette page. Elle est nommée ici."
SHOWN = "Une page publiée montre « {} » : demandez à l’équipe de modération de le changer. La page est nommée ici."
AWAITED = (
    "Une page envoyée en relecture, ou prête à paraître, montre « {} ». Ajoutez un autre fichier, "
    "ou demandez à la modération de changer celui-ci."
)
ANY = CollectionPermissionPolicy(SiteRecording, auth_model="wagtailmedia.Media")  # who added it does not count


def guarded(view: View) -> View:
    """Refuse what these screens would fail on, and changes to what a published page shows."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        match = request.resolver_match
        if match is not None and SCREENS in match.namespaces:
            _check_address(kwargs)
            _check_query(request)
            if match.url_name == "media_chosen" and _may_write(request):
                return _chosen(request, kwargs["media_id"])
            if match.url_name in {"delete", "edit"} and (said := _refusal(request, match.url_name, kwargs["media_id"])):
                messages.error(request, said)
                usage = reverse("wagtailmedia:media_usage", args=[kwargs["media_id"]])
                return HttpResponseRedirect(usage, status=HTTPStatus.SEE_OTHER)
        return view(request, *args, **kwargs)

    return wrapped


def in_chooser(found: QuerySet[SiteRecording], request: HttpRequest) -> QuerySet[SiteRecording]:
    """Show every recording to whoever writes: a lesson may show what a colleague added (a hook of wagtailmedia)."""
    return SiteRecording.objects.all() if _may_write(request) else found


def _may_write(request: HttpRequest) -> bool:
    return get_permission_policy().user_has_permission(request.user, "add")


def _chosen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand a recording to the form of a page, as wagtailmedia does for those who may change it."""
    chosen = {"step": "media_chosen", "result": get_media_json(get_object_or_404(SiteRecording, pk=pk))}
    return render_modal_workflow(request, None, None, None, json_data=chosen)


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


def _refusal(request: HttpRequest, act: str, pk: int) -> str:
    """Return why a recording may not be changed or deleted; empty when it may. Raises Http404 without one."""
    found = get_object_or_404(SiteRecording, pk=pk)
    if act == "edit" and ANY.user_has_permission_for_instance(request.user, "change", found):
        return ""
    if found.is_shown():
        return (STANDS if act == "delete" else SHOWN).format(found.title)
    is_their_own = not ANY.user_has_permission_for_instance(request.user, "change", found)
    return AWAITED.format(found.title) if is_their_own and is_awaited(found) else ""


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
    bump()  # what readers search is held in memory
