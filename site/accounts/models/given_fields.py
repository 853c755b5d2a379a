"""The fields of whoever gave or confirmed a place, and of when it was accepted."""

from typing import Any

from django.conf import settings
from django.db import models


def given_by(label: str) -> "models.ForeignKey[Any, Any]":
    """Return a field for who gave or confirmed a place; empty once that person's account is erased."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=label,
    )


def moment(label: str) -> "models.DateTimeField[Any, Any]":
    """Return a field for the moment at which a place was accepted or confirmed; empty before."""
    return models.DateTimeField(label, null=True, blank=True, editable=False)
