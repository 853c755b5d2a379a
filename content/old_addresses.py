"""The old address of a page that moved or changed its name leads to where it stands now.

Wagtail writes down the old addresses as a page moves (wagtail.contrib.redirects), those of the pages below it too. Its
own middleware would lead to any page: the new address, made of a title, would tell strangers what is not published.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from content.serving import reachable

PAGE_VIEWS = {"wagtail_serve", "courses:module", "courses:lesson", "practices:practice", "tools:tool"}
GetResponse = Callable[[HttpRequest], HttpResponse]


class OldAddressMiddleware:
    """Answer the old address of a page with the new one, in place of a 404. Any other answer costs no query."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and request.method in {"GET", "HEAD"} and _may_name_a_page(request):
            return _leading_on(request) or response
        return response


def _may_name_a_page(request: HttpRequest) -> bool:
    """Return whether an address is that of a page, or of nothing at all: no screen of ours is asked about here."""
    return request.resolver_match is None or request.resolver_match.view_name in PAGE_VIEWS


def _leading_on(request: HttpRequest) -> HttpResponse | None:
    known = get_redirect(request, Redirect.normalise_path(request.path, decode_unicode=False))
    address = known and (_address_of_page(request, known) if known.redirect_page_id else known.redirect_link)
    if not known or not address or address == request.path:
        return None
    return HttpResponsePermanentRedirect(address) if known.is_permanent else HttpResponseRedirect(address)


def _address_of_page(request: HttpRequest, known: Redirect) -> str | None:
    """Return where the page stands now; None for whoever may not read it there."""
    page = reachable(Page.objects).filter(pk=known.redirect_page_id).first()
    if page is None or not all(each.accept_request(request) for each in page.get_view_restrictions()):
        return None
    address: str | None = page.get_url(request)
    return address
