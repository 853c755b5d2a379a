"""The sessions in which a person is signed in, or their card shown alone: listed, and ended from another device.

The key of a session opens it, so no page ever carries it: a page names a session by a fingerprint of its key.
"""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts import card_only, shared_computer
from accounts.models import LoginCard, Session, User
from lib.allauth_internals import AUTHENTICATION_METHODS_SESSION_KEY

SLIPS_ENDED = "slips_ended"  # in the record of a sign-in by slip: how often such sessions had been ended
MOST = 50  # of one person: more is no device that somebody uses


def fingerprint(key: str) -> str:
    """Return the name of a session on a page; nobody can find the key from it."""
    return salted_hmac("accounts.open_sessions", key, algorithm="sha256").hexdigest()[:32]


def _is_idle(session: Session) -> bool:
    """Return whether a session that ends when idle has been so for too long: it no longer opens anything."""
    if session.card_id:
        return time.time() - session.get_decoded()[card_only.KEY]["seen_at"] > card_only.IDLE
    if not session.is_shared:
        return False
    return time.time() - session.get_decoded().get(shared_computer.SEEN, 0) > shared_computer.IDLE


def _of(user: User) -> QuerySet[Session]:
    return Session.objects.filter(Q(user=user) | Q(card__in=LoginCard.objects.usable().filter(user=user)))


def alive(user: User) -> list[Session]:
    """Return the sessions that still open the account, or where the card is shown alone, latest first."""
    rows = _of(user).filter(expire_date__gt=timezone.now()).order_by("-began_on", "-expire_date")
    return [row for row in rows if not _is_idle(row)]


def end(user: User, ref: str) -> bool:
    """End the session of that fingerprint; return False when it is not there (any more)."""
    keys = _of(user).values_list("session_key", flat=True)
    found = [key for key in keys if constant_time_compare(fingerprint(key), ref)]
    return bool(Session.objects.filter(session_key__in=found).delete()[0])


def end_all(user: User, but: SessionBase | None = None) -> int:
    """End every session where a person is signed in, except `but`; return how many were ended.

    What was signing in meanwhile, with what opened the account before, holds a former number: it opens nothing.
    Raise SessionInterrupted when `but` was ended meanwhile too.
    """
    kept = but.session_key if but else None
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
        user.refresh_from_db(fields=["sessions_ended"])
        ended = Session.objects.filter(user=user).exclude(session_key=kept or "").delete()[0]
        if but and but.get(SESSION_KEY) == str(user.pk):
            _keep(but, user)
    return ended


def _keep(session: SessionBase, user: User) -> None:
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    _save(session)


def _save(session: SessionBase) -> None:
    try:
        session.save()
    except UpdateError as error:
        raise SessionInterrupted("The session was ended from another device.") from error


def leave_room(user: User, **_signal: Any) -> None:
    """End the sessions beyond MOST, with the one that opens, the longest unused first.

    Receives django.contrib.auth's `user_logged_in` (accounts.apps), before the session that opens is written.
    """
    rows = Session.objects.filter(user=user).order_by("-expire_date", "session_key")
    beyond = list(rows.values_list("session_key", flat=True)[MOST - 1 :])
    if beyond:
        Session.objects.filter(session_key__in=beyond).delete()


def end_shown(user: User) -> int:
    """End every session where the card of a person is shown alone; return how many were ended."""
    return Session.objects.filter(card__user=user).delete()[0]


def by_slip(user: User) -> dict[str, Any]:
    """Return what the record of a sign-in by second slip holds: `user` was read before the slip was."""
    return {"slip": True, SLIPS_ENDED: user.slips_ended}


def _slips(records: Any) -> list[dict[str, Any]]:
    return [record for record in records.get(AUTHENTICATION_METHODS_SESSION_KEY, []) if record.get("slip")]


def outlives_its_slip(request: HttpRequest) -> bool:
    """Return whether the slip that opened this session was ended, be it as the session opened."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not (found := _slips(request.session)):
        return False
    return request.user.is_authenticated and found[-1].get(SLIPS_ENDED, 0) != request.user.slips_ended


def end_by_slip(user: User, but: SessionBase | None = None) -> int:
    """End the sessions opened with the second slip of a person, except `but`; return how many.

    What was signing in meanwhile holds a former number: it opens nothing. Raise SessionInterrupted when `but` was
    ended meanwhile too.
    """
    kept = but.session_key if but else None
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(slips_ended=F("slips_ended") + 1)
        user.refresh_from_db(fields=["slips_ended"])
        others = Session.objects.filter(user=user).exclude(session_key=kept or "")
        keys = [row.session_key for row in others if _slips(row.get_decoded())]
        if but and but.get(SESSION_KEY) == str(user.pk) and _slips(but):
            for record in _slips(but):
                record[SLIPS_ENDED] = user.slips_ended
            _save(but)
    return Session.objects.filter(session_key__in=keys).delete()[0]
