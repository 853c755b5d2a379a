"""A code a member shows, in presence, so that a peer who saw them offers a skill: « Je t’ai vu faire »."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from lib.secrets import unseal
from passport.querysets import SeenInviteQuerySet


class SeenInvite(models.Model):
    """A QR, or four words that lead to the same page, that a member shows for half an hour to whoever is there.

    `token_hash` is the SHA-256 of the address' token, `words_hmac` the HMAC-SHA256 of the words with CODE_KEY. Both
    are also kept `sealed` with PASSPORT_KEYS, so that this member alone can see them again.
    """

    member = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seen_invite")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    words_hmac = models.CharField(max_length=64, unique=True, editable=False)
    sealed = models.TextField(editable=False)
    made_at = models.DateTimeField("préparé le", default=timezone.now)
    until = models.DateTimeField("jusqu’à")

    objects = SeenInviteQuerySet.as_manager()

    class Meta:
        verbose_name = "code pour « Je t’ai vu faire »"
        verbose_name_plural = "codes pour « Je t’ai vu faire »"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("made_at")), name="passport_seeninvite_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"code de {self.member}"

    @property
    def is_open(self) -> bool:
        """Return whether it leads somewhere now."""
        return self.until > timezone.now()

    @property
    def token(self) -> str:
        """Return the token the QR holds; "" when the key that sealed it is gone."""
        return (unseal(self.sealed) or {}).get("token", "")

    @property
    def words(self) -> list[str]:
        """Return the four words; none when the key that sealed them is gone."""
        return (unseal(self.sealed) or {}).get("words", [])
