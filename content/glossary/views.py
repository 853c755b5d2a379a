"""The page of all words explained. It is read, never written to."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content.glossary.shown import letters


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the words by first letter, each with its meaning and its lessons."""
    return render(request, "content/glossary/index.html", {"letters": letters()})
