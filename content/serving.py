"""Pages served by their known address, without Wagtail's walk from the root and its double look at restrictions.

The addresses of content/urls.py and courses/urls.py say which page is meant: `find` reads it in one query, which also
says whether its view restrictions must be looked at. Wagtail then serves it like any other page.

A page model does not know its screen: `screen_of` registers the function that makes the context of its template.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Substr
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page, PageViewRestriction
from wagtail.models.pages import RouteResult
from wagtail.query import PageQuerySet

from content.as_shown import ShownForm
from content.kept_versions import KeptVersions
from lib.http import INVALID

PageKind = TypeVar("PageKind", bound="ServedPage")
Screen = Callable[..., dict[str, Any]]  # of the page, the request, and what was just typed
NamedScreen = TypeVar("NamedScreen", bound=Screen)
DEEPEST = 5  # the depth of a lesson: the root of the tree, the home page, the list, the module, the lesson
_screens: dict[type[Page], Screen] = {}


def screen_of(page_class: type[Page]) -> Callable[[NamedScreen], NamedScreen]:
    """Register the function that makes the context of a page's template, given the page and the request."""

    def register(screen: NamedScreen) -> NamedScreen:
        _screens[page_class] = screen
        return screen

    return register


class ServedPage(KeptVersions):
    """A page with a screen. `find` sets `known_open`, which saves a second query for its restrictions."""

    known_open = False
    base_form_class = ShownForm

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return the view restrictions of the page; none, without a query, when it is known to be open."""
        return PageViewRestriction.objects.none() if self.known_open else super().get_view_restrictions()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context of the template: that of Wagtail, then that of the screen."""
        return {**super().get_context(request, *args, **kwargs), **_screens[type(self)](self, request)}


class FilteredListPage(ServedPage):
    """A page that lists others, filtered by a form."""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the list; INVALID with what was typed and a message beside the field when a filter makes no sense."""
        response = super().serve(request, *args, **kwargs)
        if response.context_data["form"].errors:
            response.status_code = INVALID
        return response


def _restricted() -> Exists:
    """Return the condition that a view restriction is on a page, on one above it or on one below it."""
    line = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above_or_below = Q(line__startswith=F("page__path")) | Q(page__path__startswith=OuterRef("path"))
    return Exists(PageViewRestriction.objects.annotate(line=line).filter(above_or_below))


def reachable(pages: PageQuerySet) -> PageQuerySet:
    """Return the ones of `pages` that are live, as is every page above them: an address leads to no other."""
    above = [Substr(OuterRef("path"), 1, Page.steplen * depth) for depth in range(1, DEEPEST)]
    return pages.live().exclude(Exists(Page.objects.filter(live=False, path__in=above)))


def open_to_all(pages: PageQuerySet) -> PageQuerySet:
    """Return the ones of `pages` that no view restriction keeps for some: as Wagtail's `public`, in the same query."""
    line = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = PageViewRestriction.objects.annotate(line=line).filter(line__startswith=F("page__path"))
    return pages.exclude(Exists(above))


def live_with_restricted(pages: PageQuerySet) -> PageQuerySet:
    """Return the reachable ones of `pages`, each with `restricted`: whether its restrictions must be looked at."""
    return reachable(pages).annotate(restricted=_restricted())


def find(page_class: type[PageKind], slug: str | None = None, only: tuple[str, ...] = ()) -> PageKind:
    """Return the reachable page of a class, that of the slug when it has several; `only` names the columns read.

    Raises Http404 when there is none.
    """
    pages = live_with_restricted(page_class.objects).only(*only) if only else live_with_restricted(page_class.objects)
    page = (pages if slug is None else pages.filter(slug=slug)).first()
    if page is None:
        raise Http404
    page.known_open = not page.restricted and page.alias_of_id is None
    return page


def is_readable(request: HttpRequest, page: Page) -> bool:
    """Return whether no view restriction of the page refuses the visitor."""
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())


def refuse_unreadable(request: HttpRequest, page: Page) -> None:
    """Raise Http404 when a view restriction of the page refuses the visitor."""
    if not is_readable(request, page):
        raise Http404


def refuse_who_may_not(serve: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse (403) a signed-in person whom a restriction keeps out of a page (a hook of Wagtail).

    Wagtail sends them to sign in, and the entrance back here, without end.
    """

    def inner(page: Page, request: HttpRequest, *served: Any) -> HttpResponse:
        response = serve(page, request, *served)
        entrance = getattr(response, "url", "").partition("?")[0] == settings.WAGTAIL_FRONTEND_LOGIN_URL
        if entrance and request.user.is_authenticated:
            raise PermissionDenied
        return response

    return inner


def serve_again(request: HttpRequest, page: Page, status: int, **typed: Any) -> HttpResponse:
    """Return a page already found, with this status and what was just typed there, as its screen takes it."""
    cast("Any", request).is_preview = False  # as Wagtail marks the requests it serves
    context = {"page": page, "self": page, **_screens[type(page)](page, request, **typed)}
    return render(request, page.template, context, status=status)


def serve_found(request: HttpRequest, page: Page) -> HttpResponse:
    """Let Wagtail serve a page already found: its hooks and view restrictions apply."""
    from wagtail.views import serve  # asks for models as it is imported, and models stand on this module

    cast("Any", request)._wagtail_route_for_request = RouteResult(page)  # where Wagtail itself keeps it
    return serve(request, request.path_info)
