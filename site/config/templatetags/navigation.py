"""What the header asks: the part of the site a page belongs to, and the entrance that leads back to the page.

The header is drawn once for each part.
"""

from django import template
from django.template import Context
from django.urls import reverse

from accounts.sign_in import way_back

register = template.Library()
# Whole parts, by how their addresses begin, then the single pages that the header links to.
PARTS = {
    "/formations/": "training",
    "/parcours/": "training",
    "/outils/": "training",
    "/pratiques/": "practices",
    "/annuaire/": "directory",
    "/ateliers/": "workshops",
    "/passeport/": "passport",
}
PAGES = {"/": "home", "/confort/": "comfort", "/aide/": "help", "/recherche/": "search"}


@register.simple_tag(takes_context=True)
def section(context: Context) -> str:
    """Return the name of the part, empty for a page of none (an account, a group)."""
    path: str = getattr(context.get("request"), "path", "")
    return PAGES.get(path) or next((name for start, name in PARTS.items() if path.startswith(start)), "")


@register.simple_tag(takes_context=True)
def entrance(context: Context) -> str:
    """Return the address of « Entrer », which leads back to the page one is on."""
    request = context.get("request")
    return way_back.entrance(request, str(context.get("here", ""))) if request else reverse("account_login")
