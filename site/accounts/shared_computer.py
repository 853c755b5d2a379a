"""A device that several people use: a session that ends with the browser, and after 30 idle minutes.

The session itself holds `shared_computer` (true) and `seen_at` (epoch seconds). `seen_at` is written at most once a
minute: it is the only write that a GET makes here.
"""

import time

from django.conf import settings
from django.http import HttpRequest

from accounts.models.session import SHARED as KEY

IDLE = 30 * 60  # seconds
SEEN = "seen_at"
_WRITE_EVERY = 60  # seconds


def begin(request: HttpRequest, shared: bool) -> None:
    """Note, before the sign-in, whether others use this computer.

    Shared: the cookie ends with the browser. Otherwise the session lasts SESSION_COOKIE_AGE.
    """
    request.session[KEY] = shared
    request.session[SEEN] = int(time.time())
    request.session.set_expiry(0 if shared else settings.SESSION_COOKIE_AGE)


def has_lapsed(request: HttpRequest) -> bool:
    """Return whether this session of a shared computer stayed idle too long; if not, note that it is in use."""
    session = request.session
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not session.get(KEY):
        return False
    now = int(time.time())
    idle = now - session.get(SEEN, now)
    if idle > IDLE:
        return True
    if idle >= _WRITE_EVERY or SEEN not in session:
        session[SEEN] = now
    return False
