"""« Passer l’appareil »: the holder signs out, the peer signs in on the same device, writes, and is signed out.

Between the two, the session is nobody's. It holds the number of what is asked, which opens nothing by itself: a
confirmation of an entry, or a skill to offer (« Je t’ai vu faire »). The peer's session is one of a shared computer,
whatever they ticked: the device is the holder's.
"""

from django.contrib.auth import logout
from django.http import HttpRequest
from django.urls import reverse

from accounts import shared_computer
from accounts.requests import MemberRequest
from passport.models import Confirmation, SeenInvite

KEY, TO_OFFER = "passed_for", "passed_to_offer"


def pass_on(request: HttpRequest, asked: Confirmation | SeenInvite) -> None:
    """Sign the holder out, and keep in a new session what the device is passed for."""
    logout(request)
    request.session[TO_OFFER if isinstance(asked, SeenInvite) else KEY] = asked.pk


def request_of(request: HttpRequest) -> Confirmation | None:
    """Return the confirmation this device was passed for, while it may be written."""
    number = request.session.get(KEY)
    return Confirmation.objects.open().filter(pk=number).first() if number else None


def invite_of(request: MemberRequest) -> SeenInvite | None:
    """Return the code of the holder to whom the signed-in peer may offer a skill on this device, while it is open."""
    number = request.session.get(TO_OFFER)
    return SeenInvite.objects.open_to(request.user).filter(pk=number).first() if number else None


def after_sign_in(request: MemberRequest) -> str | None:
    """Lead the peer who just signed in to what they write; lead the holder, back, to their passport. None otherwise."""
    if KEY in request.session:
        asked = request_of(request)
        is_for_them = asked is not None and asked.entry.member_id != request.user.pk
        page = "passport:confirm_here"
    elif TO_OFFER in request.session:
        is_for_them, page = invite_of(request) is not None, "passport:offer_here"
    else:
        return None
    if not is_for_them:
        request.session.pop(KEY, None)
        request.session.pop(TO_OFFER, None)
        return reverse("passport:confirmations")
    shared_computer.begin(request, shared=True)
    return reverse(page)
