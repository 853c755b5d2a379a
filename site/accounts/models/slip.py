"""The second slip, « billet d’entrée »: a paper of the person's own that stands for their code beside their card."""

from typing import Self

from django.db import models
from django.utils import timezone

from accounts.models.user import User


class SecondSlipQuerySet(models.QuerySet["SecondSlip"]):
    """Queries about second slips."""

    def of(self, user: User) -> Self:
        """Return the slip of a person, in service or ended by a new card."""
        return self.filter(card__user=user)

    def serving(self) -> Self:
        """Return those whose card is in use."""
        return self.filter(card__revoked_at__isnull=True, card__paused_at__isnull=True)


class SecondSlip(models.Model):
    """A slip and the one card it serves with: a new card ends it. Stopped, its row is gone.

    `words_hmac` is the HMAC-SHA256 of the six words with CODE_KEY, `token_hash` the SHA-256 of the QR's token.
    """

    card = models.OneToOneField(
        "accounts.LoginCard", on_delete=models.CASCADE, related_name="slip", verbose_name="avec la carte"
    )
    words_hmac = models.CharField(max_length=64, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("préparé le", default=timezone.now)

    objects = SecondSlipQuerySet.as_manager()

    class Meta:
        verbose_name = "billet d’entrée"
        verbose_name_plural = "billets d’entrée"

    def __str__(self) -> str:
        return f"billet d’entrée de {self.card.user}"
