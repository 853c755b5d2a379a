"""« Passer l’appareil »: the holder signs out, the peer signs in on the same device, writes, and is signed out.

Between the two, the session is nobody's. It holds the number of what is asked and of who passed it, which open nothing
by themselves: a confirmation of an entry, or a skill to offer (« Je t’ai vu faire »). The peer's session is one of a
shared computer, whatever they ticked, and opens what is asked alone (`accounts.one_act`): the device is the holder's.
The holder gives their own code to come back: whoever has the device in their hands is the peer.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.urls import reverse

from accounts import one_act
from accounts.models import User
from accounts.requests import MemberRequest
from passport.models import Confirmation, SeenInvite

KEY, TO_OFFER, PASSED_BY = "passed_for", "passed_to_offer", "passed_by"
HERE, OFFER_HERE = "passport:confirm_here", "passport:offer_here"
OVER = "Cette demande n’est plus ouverte."


def pass_on(request: HttpRequest, asked: Confirmation | SeenInvite) -> None:
    """Sign the holder out, and keep in a new session what the device is passed for."""
    holder = request.user.pk
    logout(request)
    request.session[TO_OFFER if isinstance(asked, SeenInvite) else KEY] = asked.pk
    request.session[PASSED_BY] = holder


def request_of(request: HttpRequest) -> Confirmation | None:
    """Return the confirmation this device was passed for, while it may be written."""
    number = request.session.get(KEY)
    return Confirmation.objects.open().filter(pk=number).first() if number else None


def invite_of(request: MemberRequest) -> SeenInvite | None:
    """Return the code of the holder to whom the signed-in peer may offer a skill on this device, while it is open."""
    number = request.session.get(TO_OFFER)
    return SeenInvite.objects.open_to(request.user).filter(pk=number).first() if number else None


def keep_to_it(sender: type, request: HttpRequest, user: User, **_signal: Any) -> None:
    """Open the account of the peer who signs in for what they are asked, and for nothing else (`user_logged_in`).

    A receiver, and no question after sign-in: no other question opens the account first.
    """
    page = _page(request)
    if page and request.session.get(PASSED_BY) != user.pk:
        one_act.begin(request, page)


def after_sign_in(request: MemberRequest) -> str | None:
    """Lead the peer who just signed in to what they write; lead the holder, back, to their passport. None otherwise.

    When nothing is asked any more, the peer's account is closed again at once.
    """
    page = _page(request)
    if not page:
        return None
    if request.session.get(PASSED_BY) == request.user.pk:
        for key in (KEY, TO_OFFER, PASSED_BY):
            request.session.pop(key, None)
        return reverse("passport:confirmations")
    asked = request_of(request) if page == HERE else invite_of(request)
    if asked is None:
        logout(request)
        messages.info(request, OVER)
        return reverse("passport:device_back")
    return reverse(page)


def _page(request: HttpRequest) -> str:
    """Return the name of the page for which this device was passed; "" when it was not."""
    return HERE if KEY in request.session else OFFER_HERE if TO_OFFER in request.session else ""
