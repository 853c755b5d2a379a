"""`{% section as section %}` : which part of the site a page belongs to. The header is drawn once for each of them."""

from django import template
from django.template import Context

register = template.Library()
# Whole parts, by how their addresses begin; « page » is for those the header names exactly.
PARTS = {
    "/formations/": "training",
    "/parcours/": "training",
    "/pratiques/": "practices",
    "/annuaire/": "directory",
    "/passeport/": "passport",
}
PAGES = {"/": "home", "/confort/": "comfort", "/aide/": "help"}


@register.simple_tag(takes_context=True)
def section(context: Context) -> str:
    """The name of the part, empty for a page of none (an account, a group, a search)."""
    path: str = getattr(context.get("request"), "path", "")
    return PAGES.get(path) or next((name for start, name in PARTS.items() if path.startswith(start)), "")
