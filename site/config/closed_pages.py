"""The shared password of a page or a collection that a moderator closed: Wagtail's forms, with few guesses."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path
from wagtail.documents.views.serve import authenticate_with_password as collection_password
from wagtail.views import authenticate_with_password as page_password

from accounts.sign_in import guesses
from config.errors import too_many_requests
from lib.own_address import leads_here

LED_TO = "return_url"
View = Callable[..., HttpResponse]


def with_few_guesses(view: View) -> View:
    """Refuse guesses at one password that are too many from one network; the right one gives them back."""

    @wraps(view)
    def guarded(request: HttpRequest, **named: int) -> HttpResponse:
        if request.method != "POST":
            return view(request, **named)
        if not leads_here(request, request.POST.get(LED_TO, "")):
            form = request.POST.copy()
            form[LED_TO] = "/"  # Wagtail would count the visitor as let in, then fail to be led there
            request.POST = cast("Any", form)
        guessed = f"{view.__module__} {next(iter(named.values()))}"  # the restriction comes first
        if not guesses.take_password(request, guessed):
            return too_many_requests(request)
        response = view(request, **named)
        if response.status_code == HTTPStatus.FOUND:
            guesses.give_back_passwords(request, guessed)
        return response

    return login_not_required(guarded)


# In the place of Wagtail's, at the same addresses.
page_patterns = [
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        with_few_guesses(page_password),
        name="wagtailcore_authenticate_with_password",
    ),
]
document_patterns = [
    path(
        "authenticate_with_password/<int:restriction_id>/",
        with_few_guesses(collection_password),
        name="wagtaildocs_authenticate_with_password",
    ),
]
