"""The neutral host of shares, chosen before anything is looked up: it has a site map of its own."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from passport import host
from passport.reader.middleware import is_sharing

URLS = "config.urls_passport"


class NeutralHostMiddleware:
    """Serve the pages of shares alone on the neutral host, and forward there those asked of the site.

    The middleware outside it ignores the session there, so nobody is signed in. Stands inside what writes
    the neutral headers and outside all the rest.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if host.is_asked(request):
            request.urlconf = URLS
        elif host.neutral() and is_sharing(request):
            # 303: what is posted to an old address is not sent to another host; the page there asks again.
            return HttpResponseRedirect(f"{settings.PASSPORT_ORIGIN}{request.get_full_path()}", status=303)
        return self.get_response(request)
