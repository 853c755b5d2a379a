"""Views that belong to no app: the pages of text of the whole site."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


def text_page(template: str) -> Callable[[HttpRequest], HttpResponse]:
    """Return a public view that shows one static template."""

    @login_not_required
    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        return render(request, template)

    return view
