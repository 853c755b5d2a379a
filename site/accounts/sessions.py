"""Sessions in the database, looked up only by what may be a key of ours; each row knows whose it is."""

import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

SHARED = "shared_computer"  # accounts.shared_computer writes it
BEGAN = "began_on"


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls) -> type:
        """Our own session model."""
        from accounts.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row to write, with its owner and whether the computer is shared."""
        owner = data.get(SESSION_KEY)
        if owner:
            data.setdefault(BEGAN, timezone.localdate().isoformat())
        row = super().create_model_instance(data)
        row.user_id = int(owner) if owner else None
        row.is_shared = bool(data.get(SHARED))
        if owner:
            row.began_on = datetime.date.fromisoformat(data[BEGAN])
        return row

    def _validate_session_key(self, key: str | None) -> bool:
        """A quoted cookie may hold NUL, which PostgreSQL refuses: letters and digits only reach the database."""
        return bool(super()._validate_session_key(key)) and key.isascii() and key.isalnum()
