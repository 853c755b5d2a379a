"""That an attestation was made, so that whoever holds the paper may ask: a fingerprint and a day, and nobody."""

import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from lib.days import months_before

KEPT_MONTHS = 60
NUMBER_LENGTH = 12  # signs


class AttestationQuerySet(models.QuerySet["Attestation"]):
    """Queries about attestations."""

    def too_old(self) -> Self:
        """Return those that nobody may check any more."""
        return self.filter(made_on__lt=_first_kept())


def _first_kept() -> datetime.date:
    return months_before(timezone.localdate(), KEPT_MONTHS)


class Attestation(models.Model):
    """The fingerprint of the number of a paper: neither whose it is, nor of which group or workshop."""

    number_hmac = models.CharField(max_length=64, unique=True)
    made_on = models.DateField("faite le", default=timezone.localdate)

    objects = AttestationQuerySet.as_manager()

    class Meta:
        verbose_name = "attestation"
        verbose_name_plural = "attestations"

    def __str__(self) -> str:
        return f"attestation du {self.made_on}"
