"""Serving a page whose address is known, without Wagtail's walk from the root and its double look at restrictions."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page, PageViewRestriction
from wagtail.models.pages import RouteResult
from wagtail.views import serve


def _restricted() -> Exists:
    """Whether somebody restricted a page, one above it or one below it."""
    line = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above_or_below = Q(line__startswith=F("page__path")) | Q(page__path__startswith=OuterRef("path"))
    return Exists(PageViewRestriction.objects.annotate(line=line).filter(above_or_below))


def told_open(pages: QuerySet) -> QuerySet:
    """The live ones of `pages`, each telling (`restricted`) whether its view restrictions must be looked at."""
    return pages.live().annotate(restricted=_restricted())


def serve_found(request: HttpRequest, page: Page) -> HttpResponse:
    """Let Wagtail serve a page already found: its hooks and view restrictions apply."""
    request._wagtail_route_for_request = RouteResult(page)  # where Wagtail itself remembers it for the request
    return serve(request, request.path_info)
