"""/compte/mes-donnees/: what the site knows of the person, in words and as a file."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import personal_data
from accounts.requests import MemberRequest
from lib.limits import too_many, within_limit


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Say what the site knows, and offer the file."""
    return render(request, "accounts/data.html")


@require_safe
def data_file(request: MemberRequest) -> HttpResponse:
    """Return everything the site knows of the member, as a JSON file; it takes seconds for whoever wrote much."""
    if not within_limit(request, "data_file", key=str(request.user.pk)):
        return too_many(request)
    everything = {"fichier fait le": timezone.now(), **personal_data.export(request.user)}
    response = JsonResponse(everything, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response
