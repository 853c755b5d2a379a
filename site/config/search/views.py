"""The search page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config.errors import too_many_requests
from config.search.forms import SearchForm
from config.search.results import look_up
from content.unanswered import rules as unanswered
from lib.http import INVALID
from lib.limits import within_limit_here


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The search page: the box, and what was found."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "pages/search.html", {"form": form}, status=INVALID)
    query = form.cleaned_data["q"]
    if query and not within_limit_here(request, "search"):
        return too_many_requests(request)
    results = look_up(query, form.cleaned_data["tel_quel"]) if query else None
    if results and results.is_in_vain and request.method == "GET" and within_limit_here(request, "search_in_vain"):
        unanswered.note(query)
    return render(request, "pages/search.html", {"form": form, "query": query, "results": results})
