"""« Carte seule »: a card shown without its code. What is done is noted for its owner; nothing of theirs is shown.

`request.user` stays anonymous, so that nothing opens by accident. A view says that a card is enough:

    @card_only.is_enough
    def mark(request):
        person = card_only.person_of(request)   # the member, else the owner of the card shown, else None

Behind the entrance the same decorator lets the owner of the card in; without it the view asks them to sign in, and
`person_of` knows nobody. What such a view answers may not depend on what the person did before.

It ends with the browser, after IDLE without a request, when one leaves, and as soon as the card is paused or replaced
or its owner's account closed. It is no entry: last entry, first code, places and tries stay as they are.
"""

import time
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from accounts.models import LoginCard, User
from accounts.models.session import CARD_ONLY as KEY
from accounts.permissions import ADMIN_RIGHTS
from lib.http import View

IDLE = 15 * 60  # seconds
_WRITE_EVERY = 60  # seconds


def card_to_show(pk: int | None) -> LoginCard | None:
    """Return the card of that key, with its owner, if it may be shown alone: in use, its owner may hold one."""
    cards = LoginCard.objects.usable().filter(pk=pk or 0, user__is_active=True)
    return cards.exclude(user__in=User.objects.filter(ADMIN_RIGHTS)).select_related("user").first()


def begin(request: HttpRequest, card: LoginCard) -> None:
    """Note in the session that this card was shown alone; the cookie ends with the browser."""
    LoginCard.objects.filter(pk=card.pk).note_shown()
    request.session.cycle_key()
    request.session[KEY] = {"card": card.pk, "seen_at": int(time.time())}
    request.session.set_expiry(0)


def read(request: HttpRequest) -> None:
    """Note on the request whose card is shown, in one query, or that it has just ended: the session is then empty.

    A session without a card costs no query. Called once, by the middleware.
    """
    asked = cast("Any", request)
    asked.card_shown, asked.card_has_ended = None, False
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or KEY not in request.session:
        return
    kept, now = request.session[KEY], int(time.time())
    card = None if now - kept["seen_at"] > IDLE else card_to_show(kept["card"])
    if card is None or SESSION_KEY in request.session:
        asked.card_has_ended = True
        request.session.flush()
        return
    asked.card_shown = card
    if now - kept["seen_at"] >= _WRITE_EVERY:
        request.session[KEY] = {**kept, "seen_at": now}


def is_on(request: HttpRequest) -> bool:
    """Return whether a card is shown alone in this session."""
    return getattr(request, "card_shown", None) is not None


def has_ended(request: HttpRequest) -> bool:
    """Return whether this request found a card that is shown no more."""
    return bool(getattr(request, "card_has_ended", False))


def is_enough(view: View) -> View:
    """Let the owner of a card shown alone do what a view does, and nothing else."""
    cast("Any", view).card_is_enough = True
    return view


def let_in(request: HttpRequest, view: View) -> bool:
    """Tell a view for which a card is enough whose card it is; return whether there is one. Called once."""
    may = is_on(request) and getattr(view, "card_is_enough", False)
    cast("Any", request).card_holder = cast("Any", request).card_shown.user if may else None
    return may


def person_of(request: HttpRequest) -> User | None:
    """Return for whom a view notes what is done: the member, else the owner of the card where it is enough."""
    if request.user.is_authenticated:
        return request.user
    return getattr(request, "card_holder", None)


def note_first_entry(sender: type, user: User, **_signal: Any) -> None:
    """Let a person's card serve for good once they enter for the first time, whichever way (`user_logged_in`).

    Runs before django.contrib.auth's own receiver, which writes the date of the sign-in.
    """
    if user.last_login is None:
        user.cards.note_entry()


def forget(sender: type, request: HttpRequest, **_signal: Any) -> None:
    """Forget the card shown alone when somebody signs in (`user_logged_in`)."""
    request.session.pop(KEY, None)
