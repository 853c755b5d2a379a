"""The public directory: one list, a page for each group and each collective."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from directory import by_department
from directory.forms import DirectoryForm
from directory.listing import listed_places, matching, meant, nearest
from directory.models import Collective, PeerGroup
from lib.http import render_form

PER_PAGE = 24
NEAR = 3


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show groups and collectives, filtered; the form says an unknown filter beside its field (422)."""
    places = listed_places()
    form = DirectoryForm(request.GET, places)
    context: dict[str, Any] = {}
    if form.is_valid():
        found = matching(places, form.wanted)
        try:
            page = Paginator(found, PER_PAGE).page(request.GET.get("page") or 1)
        except InvalidPage:
            raise Http404("page") from None
        kept = request.GET.copy()
        kept.pop("page", None)
        context |= {"page_obj": page, "total": len(found), "query": kept.urlencode()}
        if not found:
            text = form.wanted["q"]
            context |= {"near": nearest(places, text), "meant": meant(places, text)}
    return render_form(request, "directory/index.html", form, **context)


@login_not_required
@require_safe
def departments(request: HttpRequest) -> HttpResponse:
    """Show the départements as a list, with how many places each has, and as a map."""
    places = listed_places()
    found = by_department.counted(places)
    context = {
        "regions": by_department.by_region(found),
        "mainland": [each for each in found if not each.is_overseas],
        "overseas": [each for each in found if each.is_overseas],
        "larger": [each for each in found if each.code in by_department.AROUND_PARIS],
        "without": sum(not place.department_code for place in places),
        "crumbs": _crumbs(),
    }
    return render(request, "directory/departments.html", context)


def _crumbs() -> list[dict[str, str]]:
    return [{"title": "Annuaire", "url": reverse("directory:index")}]


@login_not_required
@require_safe
def peer_group(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is known of one group, and the collectives near it."""
    place = get_object_or_404(PeerGroup.objects.listed(), slug=slug)
    near = Collective.objects.near(place.department_code, place.region)[:NEAR]
    return render(request, "directory/peer_group.html", {"place": place, "near": near, "crumbs": _crumbs()})


@login_not_required
@require_safe
def collective(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is known of one collective."""
    place = get_object_or_404(Collective, slug=slug)
    return render(request, "directory/collective.html", {"place": place, "crumbs": _crumbs()})
