"""The login card: a QR and four words that lead to the question of one person's secret code."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models.session import Session

FIRST_USE = datetime.timedelta(days=30)  # of a card that alone opens its account, as nobody has entered it yet


class LoginCardQuerySet(models.QuerySet["LoginCard"]):
    """Queries about login cards."""

    def present(self) -> Self:
        """Return the cards that no other has replaced, paused or not, and whose first use did not come too late."""
        in_time = models.Q(first_use_by__isnull=True) | models.Q(first_use_by__gt=timezone.now())
        return self.filter(in_time, revoked_at__isnull=True)

    def usable(self) -> Self:
        """Return the cards present and not paused."""
        return self.present().filter(paused_at__isnull=True)

    def note_entry(self) -> int:
        """Let cards serve for good, once their owner has a code or enters; return how many waited."""
        return self.filter(first_use_by__isnull=False).update(first_use_by=None)

    def note_shown(self) -> int:
        """Give FIRST_USE again to cards shown while nobody has entered: they go on opening the account alone."""
        return self.filter(first_use_by__isnull=False).update(first_use_by=timezone.now() + FIRST_USE)

    def wake(self) -> int:
        """Let paused cards serve again, but not in the sessions where one was shown alone before; return how many."""
        Session.objects.filter(card__in=self).delete()
        return self.update(paused_at=None)


class LoginCard(models.Model):
    """A printed card. The database holds only fingerprints of it: nobody can print it again from there.

    `words_hmac` is the HMAC-SHA256 of the four words with CODE_KEY, `token_hash` the SHA-256 of the QR's
    token, both hexadecimal. The secret code is the person's own and survives a new card.

    `first_use_by`: the card of an account that nobody has entered lets its bearer choose the code. Left unused until
    then, it opens nothing any more; shown without a code, it has as long again. None for any other card, and once its
    owner has entered.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cards", verbose_name="personne"
    )
    words_hmac = models.CharField(max_length=64, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="cards_issued",
        verbose_name="imprimée par",
    )
    issued_at = models.DateTimeField("imprimée le", default=timezone.now)
    first_use_by = models.DateTimeField("à utiliser avant le", null=True, blank=True, editable=False)
    paused_at = models.DateTimeField("en pause depuis", null=True, blank=True)
    revoked_at = models.DateTimeField("remplacée le", null=True, blank=True)

    objects = LoginCardQuerySet.as_manager()

    class Meta:
        verbose_name = "carte de connexion"
        verbose_name_plural = "cartes de connexion"
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(revoked_at__isnull=True),
                name="accounts_logincard_one_current",
            )
        ]

    def __str__(self) -> str:
        return f"carte de {self.user}"

    @property
    def has_lapsed(self) -> bool:
        """Return whether nobody used it in time: another is to be printed."""
        return self.first_use_by is not None and self.first_use_by <= timezone.now()
