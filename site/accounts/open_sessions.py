"""Where a person is signed in, and ending it from elsewhere.

A session's key opens the session: no page ever carries it. Each is named by a fingerprint of its key instead.
"""

import time

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts import shared_computer
from accounts.models import Session, User


def fingerprint(key: str) -> str:
    """The name under which a page speaks of a session; nobody can make the key from it."""
    return salted_hmac("accounts.open_sessions", key, algorithm="sha256").hexdigest()[:32]


def _is_idle(session: Session) -> bool:
    """A shared computer's session nobody touched for too long: whoever comes back is asked to sign in again."""
    if not session.is_shared:
        return False
    return time.time() - session.get_decoded().get(shared_computer.SEEN, 0) > shared_computer.IDLE


def alive(user: User) -> list[Session]:
    """The sessions that still open the account, latest first."""
    rows = Session.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-began_on", "-expire_date")
    return [row for row in rows if not _is_idle(row)]


def end(user: User, ref: str) -> bool:
    """End the one session of that fingerprint; False when it was not there (any more)."""
    keys = Session.objects.filter(user=user).values_list("session_key", flat=True)
    found = [key for key in keys if constant_time_compare(fingerprint(key), ref)]
    return bool(Session.objects.filter(user=user, session_key__in=found).delete()[0])


def end_all(user: User, but: str | None = None) -> int:
    """End every session of a person, but for the one whose key is `but`; how many were ended."""
    return Session.objects.filter(user=user).exclude(session_key=but or "").delete()[0]
