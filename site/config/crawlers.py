"""/robots.txt and /sitemap.xml: what a search engine may read, and the addresses that anybody may open."""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from content.serving import open_to_all, reachable
from directory.models import Collective, PeerGroup

# Nothing is hidden by this file: what is private asks to sign in. It spares crawlers pages that say nothing to them.
CLOSED = ("/admin/", "/compte/", "/groupe/", "/passeport/", "/recherche/", "/signaler/")
SCREENS = (
    *("about", "legal", "help", "help_lost", "privacy", "accessibility", "contact:write", "join"),
    *("accounts:how_to_join", "directory:index", "glossary:index", "practices:ask", "year_calendar:page"),
    "volunteer_hours:page",
)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say which addresses are of no use to a crawler, and where the others are listed."""
    lines = ["User-agent: *", f"Allow: {reverse('accounts:how_to_join')}", *(f"Disallow: {each}" for each in CLOSED)]
    text = "\n".join([*lines, "", f"Sitemap: {settings.ORIGIN}{reverse('sitemap')}", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


class OwnSitemap(Sitemap):
    """A part of the map, whose addresses begin with ORIGIN whatever host and port were asked."""

    def get_protocol(self, protocol: str | None = None) -> str:
        """Return the protocol of ORIGIN."""
        return urlsplit(settings.ORIGIN).scheme

    def get_domain(self, site: object = None) -> str:
        """Return the host of ORIGIN, with its port."""
        return urlsplit(settings.ORIGIN).netloc


class PageSitemap(OwnSitemap):
    """The pages of the CMS that anybody may read."""

    def items(self) -> list[Page]:
        """Return them in the order of the tree; a page outside the site has no address."""
        pages = open_to_all(reachable(Page.objects)).filter(depth__gt=1).order_by("path")
        return [page for page in pages if page.get_url()]

    def location(self, item: Page) -> str:
        """Return the address of a page from the root of the site."""
        return item.get_url() or ""

    def lastmod(self, item: Page) -> datetime.datetime | None:
        """Return when a page was last published."""
        return item.last_published_at


class ScreenSitemap(OwnSitemap):
    """The pages of ours that are not in the CMS."""

    def items(self) -> tuple[str, ...]:
        """Return the names of their views."""
        return SCREENS

    def location(self, item: str) -> str:
        """Return the address of a view."""
        return reverse(item)


class PlaceSitemap(OwnSitemap):
    """The places of the public directory."""

    def items(self) -> list[PeerGroup | Collective]:
        """Return the listed groups, then the collectives."""
        return [*PeerGroup.objects.listed(), *Collective.objects.all()]


SECTIONS: dict[str, Sitemap | type[Sitemap]] = {"pages": PageSitemap, "screens": ScreenSitemap, "places": PlaceSitemap}


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> TemplateResponse:
    """List the addresses that anybody may open, each once."""
    return sitemap_views.sitemap(request, SECTIONS)
