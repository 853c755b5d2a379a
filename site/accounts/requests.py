"""The request of a signed-in member."""

from django.http import HttpRequest

from accounts.models import User


class MemberRequest(HttpRequest):
    """A request that EntranceMiddleware let through: its user is signed in.

    An annotation only, for the views that are not `login_not_required` and the functions they call. Nothing makes one:
    at run time the request is Django's own.
    """

    user: User
