"""Addresses that a request names to be led to: those of this site alone, written from its root."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

NEXT = "next"
_OF_ANOTHER_SITE = ("//", "/\\")  # for a browser


def leads_here(request: HttpRequest, address: str) -> bool:
    """Return whether an address is one of this site, that begins with a « / ».

    Django finds a lone word safe, and `redirect` then takes it for the name of a view.
    """
    if not address.startswith("/") or address.startswith(_OF_ANOTHER_SITE):
        return False
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())


def safe_next(request: HttpRequest, otherwise: str = "") -> str:
    """Return the address of this site that the form, or else the address, asks to be led to; `otherwise` for none."""
    asked = request.POST.get(NEXT) or request.GET.get(NEXT) or ""
    return asked if leads_here(request, asked) else otherwise
