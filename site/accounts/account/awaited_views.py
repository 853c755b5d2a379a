"""/compte/demandes/: what others await from the member, by kind, each with its door."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import awaited
from accounts.requests import MemberRequest
from accounts.secret_code import reset_by_two


@never_cache
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """List the requests; first the code that two people prepared for the member themselves."""
    context = {
        "listed": awaited.listed(request),
        "announced": awaited.announced(request.user),
        "code_news": reset_by_two.news(request),
    }
    return render(request, "accounts/awaited.html", context)
