"""`{% section as section %}`: the part of the site a page belongs to. The header is drawn once for each part."""

from django import template
from django.template import Context

register = template.Library()
# Whole parts, by how their addresses begin, then the single pages that the header links to.
PARTS = {
    "/formations/": "training",
    "/parcours/": "training",
    "/outils/": "training",
    "/pratiques/": "practices",
    "/annuaire/": "directory",
    "/passeport/": "passport",
}
PAGES = {"/": "home", "/confort/": "comfort", "/aide/": "help", "/recherche/": "search"}


@register.simple_tag(takes_context=True)
def section(context: Context) -> str:
    """Return the name of the part, empty for a page of none (an account, a group)."""
    path: str = getattr(context.get("request"), "path", "")
    return PAGES.get(path) or next((name for start, name in PARTS.items() if path.startswith(start)), "")
