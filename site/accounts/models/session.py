"""Sessions: Django's, with their owner or the card shown, and two plain facts. No network address, no browser name.

The store (SESSION_ENGINE) stands beside the row: it looks up only what may be a key of ours, and writes the owner.
"""

import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import models
from django.utils import timezone

SHARED = "shared_computer"  # accounts.shared_computer writes it
BEGAN = "began_on"
CARD_ONLY = "card_only"  # accounts.card_only writes it
NOBODY_S = datetime.timedelta(hours=1)  # after its last change: a stranger makes as many as they like
LASTING = set[str]()  # keys of what a visitor would miss: a session that holds one lasts SESSION_COOKIE_AGE
LONGEST = datetime.timedelta(days=90)  # however often it is used: then the code, or what stands for it, is asked again


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


class Session(AbstractBaseSession):
    """A session with its owner, so that this person can see it and end it from another device."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="sessions", verbose_name="personne"
    )
    # A card shown alone: nobody is signed in. With the card, or its owner, the session goes.
    card = models.ForeignKey(
        "accounts.LoginCard", on_delete=models.CASCADE, null=True, related_name="sessions", verbose_name="carte seule"
    )
    began_on = models.DateField("ouverte le", default=timezone.localdate)
    is_shared = models.BooleanField("ordinateur partagé", default=False)

    class Meta(AbstractBaseSession.Meta):
        db_table = "accounts_session"
        verbose_name = "session"
        verbose_name_plural = "sessions"

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        """Return the store that reads and writes these rows."""
        return SessionStore


class SessionStore(db.SessionStore):
    """The store with which Django's middleware reads and writes sessions."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our own session model."""
        return Session

    def cycle_key(self) -> None:
        """Give the session another key: its row is renamed. Raise SessionInterrupted when it was ended meanwhile.

        Django writes a new row whether the former one still stands: what its owner has just ended would be born again.
        """
        store = cast("Any", self)
        held = store._session  # reads the row: a key without one is forgotten
        former = self.session_key
        if former is None:
            super().cycle_key()
            return
        fresh = store._get_new_session_key()
        if not Session.objects.filter(session_key=former).update(session_key=fresh):
            raise SessionInterrupted("The session was ended while it proved who its owner is.")
        store._session_key, store._session_cache, self.modified = fresh, held, True

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to write, with its owner and whether the computer is shared."""
        owner = data.get(SESSION_KEY)
        shown = data.get(CARD_ONLY)
        if owner or shown:
            data.setdefault(BEGAN, timezone.localdate().isoformat())
        row = cast("Session", super().create_model_instance(data))
        row.user_id = int(owner) if owner else None
        row.card_id = shown["card"] if shown else None
        row.is_shared = bool(data.get(SHARED))
        if owner or shown:
            row.began_on = datetime.date.fromisoformat(data[BEGAN])
            row.expire_date = min(row.expire_date, _midnight(row.began_on + LONGEST))
        elif LASTING.isdisjoint(data):
            row.expire_date = min(row.expire_date, timezone.now() + NOBODY_S)
        return row

    def _validate_session_key(self, key: str | None) -> bool:
        """Accept letters and digits only: a quoted cookie may hold NUL, which PostgreSQL refuses."""
        is_valid = cast("Any", super())._validate_session_key(key)
        return bool(is_valid) and key is not None and key.isascii() and key.isalnum()
