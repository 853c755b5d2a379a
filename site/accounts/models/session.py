"""Where a person is signed in: Django's session, with its owner and two plain facts. No address, no browser."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone


class Session(AbstractBaseSession):
    """A session that knows whose it is, so that the person can see and end it from elsewhere."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="sessions", verbose_name="personne"
    )
    began_on = models.DateField("ouverte le", default=timezone.localdate)
    is_shared = models.BooleanField("ordinateur partagé", default=False)

    class Meta(AbstractBaseSession.Meta):
        db_table = "accounts_session"
        verbose_name = "session"
        verbose_name_plural = "sessions"

    @classmethod
    def get_session_store_class(cls) -> type:
        """The store that reads and writes these rows."""
        from accounts.sessions import SessionStore

        return SessionStore
