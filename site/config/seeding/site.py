"""The site's own address, as ORIGIN gives it, and its home page."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site

from content.models import HomePage


def ensure_site() -> None:
    """Make ORIGIN the default site. Set its root page while that is none of ours, then leave it to people."""
    home = HomePage.objects.order_by("path").first()
    if home is None:
        return
    origin = urlsplit(settings.ORIGIN)
    port = origin.port or (443 if origin.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, root_page=home)
    before = (site.pk, site.hostname, site.port, site.site_name, site.root_page_id)
    site.hostname, site.port, site.site_name = origin.hostname, port, site.site_name or "Entrepairs"
    if site.root_page.specific_class is Page:
        site.root_page = home
    if before != (site.pk, site.hostname, site.port, site.site_name, site.root_page_id):
        site.full_clean()
        site.save()
    _remove_welcome_page()


def _remove_welcome_page() -> None:
    """Delete the page that Wagtail's migrations make, while it is empty and untouched."""
    for page in Page.objects.filter(depth=2, slug="home", numchild=0, latest_revision__isnull=True):
        if page.specific_class is Page:
            page.delete()
