"""« Bon retour »: one screen, once, for who had not entered for long. It keeps nothing, and holds nobody up."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url

from accounts import next_step
from accounts.account.inactivity import CAME_BACK
from accounts.requests import MemberRequest
from lib.http import form_view
from lib.own_address import leads_here


@form_view
def welcome_back(request: MemberRequest) -> HttpResponse:
    """Say that all stayed in place; then lead to the page that was asked, or to the lesson where one was (`to`)."""
    if CAME_BACK not in request.session:
        return redirect(next_step.onward(request))
    if request.method == "POST":
        del request.session[CAME_BACK]
        chosen = request.POST.get("to", "")
        if leads_here(request, chosen):
            next_step.go_to(request, chosen)
        return redirect(next_step.onward(request))
    has_asked = next_step.target(request) != resolve_url(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/welcome_back.html", {"has_asked": has_asked})
