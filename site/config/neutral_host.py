"""The neutral host of shares, and the addresses that read like a share's: they tell nothing of the site."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from config.errors import neutral_not_found
from passport import host
from passport.reader import addresses
from passport.reader.middleware import is_sharing, set_headers

URLS = "config.urls_passport"


class NeutralHostMiddleware:
    """Serve the pages of shares alone on the neutral host, and forward there those asked of the site.

    An address of the site that holds what reads like a share's token is answered as that host would. The middleware
    outside ignores the session of a reader. Stands inside what writes the neutral headers, outside all the rest.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if host.is_asked(request) or addresses.is_misspelt(request.path_info):
            request.urlconf = URLS
        elif host.neutral() and is_sharing(request):
            # 303: what is posted to an old address is not sent to another host; the page there asks again.
            return HttpResponseRedirect(f"{settings.PASSPORT_ORIGIN}{request.get_full_path()}", status=303)
        response = self.get_response(request)
        return _of_a_token(response) if addresses.may_hold_a_token(request.path_info) else response


def _of_a_token(response: HttpResponse) -> HttpResponse:
    """Return the answer to an address that may hold a token: neutral, unless a page of the site stands there."""
    if response.status_code == HTTPStatus.NOT_FOUND:
        response = neutral_not_found()
    if response.status_code != HTTPStatus.OK:  # the redirect that adds a slash would name the address to the next page
        set_headers(response)
    return response
