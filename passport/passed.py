"""« Passer l’appareil »: the holder leaves, the peer signs in on the same device, writes, and is signed out.

The session that waits between the two is nobody's: it holds the number of the request, which opens nothing by
itself. The peer's session is one of a shared computer, whatever they ticked: the device is the holder's.
"""

from django.contrib.auth import logout
from django.http import HttpRequest
from django.urls import reverse

from accounts import shared_computer
from passport.models import Confirmation

KEY = "passed_for"


def pass_on(request: HttpRequest, asked: Confirmation) -> None:
    """Sign the holder out, and keep in a new session what the device is passed for."""
    logout(request)
    request.session[KEY] = asked.pk


def request_of(request: HttpRequest) -> Confirmation | None:
    """What this device was passed for, while it may be written."""
    number = request.session.get(KEY)
    return Confirmation.objects.open().filter(pk=number).first() if number else None


def after_sign_in(request: HttpRequest) -> str | None:
    """Right after signing in: whoever the device was passed to writes; its holder, back, finds their passport."""
    if KEY not in request.session:
        return None
    asked = request_of(request)
    if asked is None or asked.entry.member_id == request.user.pk:
        del request.session[KEY]
        return reverse("passport:confirmations")
    shared_computer.begin(request, shared=True)
    return reverse("passport:confirm_here")
