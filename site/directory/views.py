"""The public directory."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from directory.models import Collective, PeerGroup


@login_not_required
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/index.html", {"groups": PeerGroup.objects.listed()})


@login_not_required
def peer_group(request: HttpRequest, slug: str) -> HttpResponse:
    return render(
        request,
        "directory/peer_group.html",
        {"place": get_object_or_404(PeerGroup.objects.listed(), slug=slug)},
    )


@login_not_required
def collective(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "directory/collective.html", {"place": get_object_or_404(Collective, slug=slug)})
