"""/pratiques/fil/: the latest sheets, for feed readers. It names only the authors who chose to be named."""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from content.models import PracticePage, current_settings
from content.page_cache import plain_host, says_a_known_port
from content.practices.sheets.screens import published
from content.remembered import LONGEST, generation
from lib.text import writable

LATEST = 20


class PracticeFeed(Feed):
    """The published sheets, the latest first."""

    feed_type = Atom1Feed
    subtitle = "Les dernières fiches publiées."
    link = reverse_lazy("practices:index")
    language = "fr"

    def title(self) -> str:
        """Return the title of the feed, which begins with the name of the site."""
        return f"{current_settings().site_name}\N{NO-BREAK SPACE}: fiches de pratique"

    def author_name(self) -> str:
        """Return the name of the site: a feed must name somebody."""
        return current_settings().site_name

    def items(self) -> list[PracticePage]:
        """Return the sheets."""
        return list(published().select_related("second_writer").order_by("-first_published_at", "-pk")[:LATEST])

    def item_title(self, item: PracticePage) -> str:
        """Return the title of a sheet."""
        return writable(item.title)

    def item_description(self, item: PracticePage) -> str:
        """Return the beginning of its situation, escaped: feed readers take a summary for HTML."""
        return escape(writable(Truncator(item.situation).words(60)))

    def item_link(self, item: PracticePage) -> str:
        """Return its path."""
        return item.address

    def item_author_name(self, item: PracticePage) -> str | None:
        """Return who signs it; None when nobody is named."""
        return writable(item.signatures) or None

    def item_pubdate(self, item: PracticePage) -> datetime | None:
        """Return when it was first published."""
        return item.first_published_at

    def item_updateddate(self, item: PracticePage) -> datetime | None:
        """Return when it was last published."""
        return item.last_published_at


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Show the feed, made once until anything is published."""
    key = f"feed:{generation()}:{plain_host(request)}"
    body = caches["pages"].get(key)
    if body is None:
        body = PracticeFeed()(request).content
        if says_a_known_port(request):
            caches["pages"].set(key, body, LONGEST)
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
