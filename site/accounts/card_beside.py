"""« À deux »: the card of a second person, shown beside whoever already uses the device, for one place of the site.

The card is enough, as when it is shown alone (accounts.card_only): what is done at that place is noted for its owner
too, and no page says who that is, nor what they did before. A place is the path under which it holds.

It ends LASTS seconds after it was shown, when the page of another place is opened, when the first person leaves, and as
soon as the card is paused or replaced or its owner's account closed. Nothing of it is kept but in the session.
"""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts import card_only
from accounts.models import LoginCard, User

LASTS = 20 * 60  # seconds
WAITS = 15 * 60  # seconds: how long a place waits for a card to be scanned
SHOWN, AWAITED = "card_beside", "card_beside_awaited"
OPENS_NOTHING = (
    "Cette carte n’ouvre rien. Ses mots étaient peut-être différents, ou elle est en pause, ou une autre la remplace."
)
JOINED = "C’est noté : vous êtes deux pour cette leçon."
SAME_PERSON = "C’est la carte de la personne déjà là. Il faut celle de la deuxième personne."


def reader_of(request: HttpRequest) -> User | None:
    """Return whoever uses the device: the member signed in, else the owner of the card shown alone, else None."""
    if request.user.is_authenticated:
        return request.user
    card: LoginCard | None = getattr(request, "card_shown", None)
    return card.user if card else None


def await_at(request: HttpRequest, place: str) -> None:
    """Note that a second card is waited for at a place: its QR, scanned on this device, then offers to join it."""
    request.session[AWAITED] = {"place": place, "at": int(time.time())}


def awaited_at(request: HttpRequest) -> str:
    """Return the place where a second card is waited for, "" when there is none."""
    kept: dict[str, Any] | None = request.session.get(AWAITED)
    if kept is None or time.time() - kept["at"] > WAITS or reader_of(request) is None:
        return ""
    return str(kept["place"])


def show(request: HttpRequest, card: LoginCard | None, place: str) -> str:
    """Note that a card is shown beside the reader, at a place; return what is wrong with it, "" when all is well."""
    usable = card_only.card_to_show(card.pk) if card else None
    if usable is None:
        return OPENS_NOTHING
    if usable.user == reader_of(request):
        return SAME_PERSON
    LoginCard.objects.filter(pk=usable.pk).note_shown()
    request.session.pop(AWAITED, None)
    request.session[SHOWN] = {"card": usable.pk, "place": place, "at": int(time.time())}
    return ""


def is_shown(request: HttpRequest, place: str) -> bool:
    """Return whether a card was shown beside the reader at this place and is not over, without asking the database."""
    kept = _kept_at(request, place)
    return bool(kept and time.time() - kept["at"] <= LASTS)


def has_lapsed(request: HttpRequest, place: str) -> bool:
    """Return whether the card shown at this place is over: for too long, or because its owner ended it."""
    return _kept_at(request, place) is not None and person_at(request, place) is None


def person_at(request: HttpRequest, place: str) -> User | None:
    """Return the owner of the card shown beside the reader at this place, if it still holds; one query."""
    kept = _kept_at(request, place)
    if kept is None or time.time() - kept["at"] > LASTS:
        return None
    card = card_only.card_to_show(kept["card"])
    return card.user if card and card.user != reader_of(request) else None


def end(request: HttpRequest) -> None:
    """Forget the card shown beside the reader."""
    request.session.pop(SHOWN, None)


def leave_with(request: HttpRequest, response: HttpResponseBase) -> None:
    """Forget the card shown once the page of another place is opened. A redirect or a file leaves nothing."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or SHOWN not in request.session:
        return
    is_page = response.headers.get("Content-Type", "").startswith("text/html") and not 300 <= response.status_code < 400
    if is_page and not request.path.startswith(request.session[SHOWN]["place"]):
        end(request)


def _kept_at(request: HttpRequest, place: str) -> dict[str, Any] | None:
    if reader_of(request) is None:
        return None
    kept: dict[str, Any] | None = request.session.get(SHOWN)
    return kept if kept and kept["place"] == place else None
