"""A site map with three more addresses: a card is enough, is not, and is not asked."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts import card_only
from config.urls import handler400, handler403, handler404, handler500  # noqa: F401
from config.urls import urlpatterns as ours


def whose(request: HttpRequest) -> HttpResponse:
    """Say for whom the view would note something."""
    return HttpResponse(str(card_only.person_of(request)))


@card_only.is_enough
def enough(request: HttpRequest) -> HttpResponse:
    """Say it where a card is enough."""
    return whose(request)


urlpatterns = [
    path("essai/suffit/", enough),
    path("essai/ne-suffit-pas/", whose),
    path("essai/public/", login_not_required(lambda request: whose(request))),
    *ours,
]
