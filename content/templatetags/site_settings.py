"""The settings of the site, for any page."""

from django import template
from django.db import DatabaseError

from content.models import SiteSettings
from content.remembered import while_unchanged

register = template.Library()


@while_unchanged(1)
def _kept() -> SiteSettings:
    return SiteSettings.objects.first() or SiteSettings()


@register.simple_tag
def site_settings() -> SiteSettings:
    """Return « Réglages du site », empty while nobody filled them or the database is away. No query when kept."""
    try:
        return _kept()
    except DatabaseError:
        return SiteSettings()
