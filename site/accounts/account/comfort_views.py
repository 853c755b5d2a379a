"""/confort/: the choices of reading comfort."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from accounts.account.comfort import CHOICES, COOKIE, current, keep, write
from lib.cookies import host_only
from lib.http import same_origin
from lib.own_address import safe_next

YEAR = 365 * 24 * 3600  # seconds


@login_not_required
@same_origin
def comfort(request: HttpRequest) -> HttpResponse:
    """Show the choices; keep them, then redirect where the person was."""
    if request.method == "POST":
        # A form may send one value only (« Version facile à lire » in a lesson): the others stay as they are.
        values = {
            name: request.POST[name] if request.POST.get(name) in CHOICES[name] else before
            for name, before in current(request).items()
        }
        if request.user.is_authenticated:
            keep(request.user, values)
        response = HttpResponseRedirect(safe_next(request, reverse("comfort")))
        response.set_cookie(
            host_only(COOKIE), write(values), max_age=YEAR, samesite="Lax", secure=settings.SECURE, httponly=True
        )
        return response
    return render(
        request, "pages/comfort.html", {"values": current(request), "next": safe_next(request, reverse("comfort"))}
    )
