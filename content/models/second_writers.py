"""« Écrit à deux » : the second person of a practice sheet, once they have said so in their own account."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from content.models.practices import PracticePage
from lib.secrets import unseal

OPEN_DAYS = 7


class SecondWriterQuerySet(models.QuerySet["SecondWriter"]):
    """Queries about the second people of sheets, and the words that wait for them."""

    def open(self) -> Self:
        """Return those whose words still wait for somebody."""
        return self.filter(user__isnull=True, asked_at__gt=timezone.now() - datetime.timedelta(days=OPEN_DAYS))

    def over(self) -> Self:
        """Return those whose words waited too long for somebody."""
        return self.filter(user__isnull=True, asked_at__lte=timezone.now() - datetime.timedelta(days=OPEN_DAYS))

    def of(self, user: models.Model) -> Self:
        """Return those of a member, the latest first, with their sheets."""
        return self.filter(user=user).select_related("practice").order_by("-asked_at", "-pk")


class SecondWriter(models.Model):
    """The second person of a sheet, and how they are named; without `user`, four words wait for them.

    The words are kept as a fingerprint to be found, and sealed to be shown again to the author; both go once used.
    """

    practice = models.OneToOneField(
        PracticePage, on_delete=models.CASCADE, related_name="second_writer", verbose_name="fiche"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="sheets_written_by_two",
        verbose_name="deuxième personne",
    )
    code_hmac = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    code_sealed = models.TextField(blank=True, editable=False)
    asked_at = models.DateTimeField("demandé le", default=timezone.now)
    credit_as = models.CharField(
        "signature", max_length=8, choices=PracticePage.CreditAs.choices, default=PracticePage.CreditAs.NONE
    )
    credit = models.CharField("signé", max_length=100, blank=True)

    objects = SecondWriterQuerySet.as_manager()

    class Meta:
        verbose_name = "deuxième personne d’une fiche"
        verbose_name_plural = "deuxièmes personnes des fiches"
        constraints = [
            models.CheckConstraint(
                condition=Q(credit_as__in=["name", "function", "none"]), name="content_secondwriter_credit_known"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True, code_hmac__isnull=False) | Q(user__isnull=False, code_hmac__isnull=True),
                name="content_secondwriter_words_or_person",
            ),
        ]

    def __str__(self) -> str:
        return f"deuxième personne de {self.practice}"

    @property
    def words(self) -> str:
        """Return the four words that wait for the second person; "" once used, or when the keys have changed."""
        return (unseal(self.code_sealed) or "") if self.code_sealed else ""

    @property
    def signature(self) -> str:
        """Return the name or the function that signs; "" for nobody yet, or for who chose to say nothing."""
        named = self.user_id is not None and self.credit_as != PracticePage.CreditAs.NONE
        return self.credit if named else ""
