"""Sessions in the database, looked up only by what may be a key of ours."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key: str | None) -> bool:
        """A quoted cookie may hold NUL, which PostgreSQL refuses: letters and digits only reach the database."""
        return bool(super()._validate_session_key(key)) and key.isascii() and key.isalnum()
