"""Who may see a file of the editors: a picture or a document is as public as the pages that carry it.

Wagtail's index of references says which page carries which file, as the page is published: what only a draft carries is
not there while its page is published without it, and counts for nothing while its page is not published at all.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail.models import Page, ReferenceIndex, Revision, TaskState
from wagtail.query import PageQuerySet

from accounts.permissions import may_enter_admin
from content.serving import live_with_restricted


def carrying(file: Model) -> PageQuerySet:
    """Return the published pages that carry a picture or a document, those open to everybody first."""
    return live_with_restricted(Page.objects.filter(pk__in=_numbers(file))).order_by("restricted", "pk")


def _numbers(file: Model) -> QuerySet[Any, Any]:
    references = ReferenceIndex.get_references_to(file)
    of_pages = references.filter(base_content_type=ContentType.objects.get_for_model(Page))
    return of_pages.values(number=Cast("object_id", BigIntegerField()))


def is_awaited(file: Model) -> bool:
    """Return whether a text sent to be reviewed, whatever became of the review, one that waits for its hour, or one
    published under a page that is not, carries a file: whoever read it, or will, must have read this one.

    A review that was stopped begins again on the same text, and may be going on in the page that somebody has open.
    Wagtail's index knows what is published and what was never, not the draft of a published page: each text is looked
    into, if it holds the number of the file.
    """
    if Page.objects.filter(pk__in=_numbers(file), live=True).exists():
        return True
    wanted = (ReferenceIndex._get_base_content_type(file).pk, str(file.pk))
    return any(wanted in _references(text) for text in _sent(file).iterator())


def _sent(file: Model) -> QuerySet[Revision]:
    """Return the texts sent to be reviewed or set for an hour that hold the number of a file, among others perhaps."""
    of_pages = TaskState.objects.filter(workflow_state__base_content_type=ContentType.objects.get_for_model(Page))
    going_on = of_pages.filter(status=TaskState.STATUS_IN_PROGRESS)
    pages = going_on.values(number=Cast("workflow_state__object_id", BigIntegerField()))
    last_ones = Page.objects.filter(pk__in=pages).values("latest_revision")  # moderators change what they read
    sent = Q(approved_go_live_at__isnull=False) | Q(pk__in=last_ones) | Q(pk__in=of_pages.values("revision"))
    texts = Revision.objects.page_revisions().filter(sent).annotate(said=Cast("content", TextField()))
    return texts.filter(said__regex=rf"(^|[^0-9]){file.pk}([^0-9]|$)")


def _references(text: Revision) -> set[tuple[int, str]]:
    found = ReferenceIndex._extract_references_from_object(text.as_object())
    return {(kind, number) for kind, number, *_ in found}


def may_see(request: HttpRequest, file: Model) -> bool:
    """Whoever may read a published page that carries the file; those who may enter the admin, always."""
    return any(_may_read(request, page) for page in carrying(file)) or may_enter_admin(request)


def _may_read(request: HttpRequest, page: Page) -> bool:
    return not page.restricted or all(each.accept_request(request) for each in page.get_view_restrictions())


def refuse_unpublished(document: Model, request: HttpRequest) -> None:
    """Raise Http404 for a document that the visitor may not see: it answers like one that does not exist."""
    if not may_see(request, document):
        raise Http404


def not_compressed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Take away the « Content-Encoding: None » that Wagtail writes for a plain document: a proxy may believe it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.headers.get("Content-Encoding") == str(None):
            del response.headers["Content-Encoding"]
        return response

    return wrapped
