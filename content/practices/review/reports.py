"""The reports of the admin, which name who wrote and read each page: for those who moderate."""

from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from content.practices.permissions import moderates
from lib.http import View

REPORTS = "wagtailadmin_reports"


def reports_for_moderators(view: View) -> View:
    """Refuse the reports to whoever does not moderate: their menu does not show them."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        match = request.resolver_match
        if match and REPORTS in match.namespaces and request.user.is_authenticated and not moderates(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped
