"""The settings of the site, for any page."""

from django import template
from django.conf import settings
from django.templatetags.static import static

from content.models import SiteSettings, current_settings

register = template.Library()


@register.simple_tag
def site_settings() -> SiteSettings:
    """Return « Réglages du site », empty while nobody filled them or the database is away. No query when kept."""
    return current_settings()


@register.simple_tag
def site_name() -> str:
    """Return the name of the site, as « Réglages du site » give it."""
    return current_settings().site_name


@register.simple_tag
def site_colours() -> str:
    """Return the colours of the site; "" for those that need nothing said."""
    chosen = current_settings().colours
    return "" if chosen == SiteSettings.Colours.PINE else chosen


@register.simple_tag
def address_of_static(path: str) -> str:
    """Return the whole address of a static file, for those who read it from another site."""
    return f"{settings.ORIGIN}{static(path)}"
