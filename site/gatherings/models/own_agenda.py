"""The address where a person's own appointments are read by their agenda: hours alone, under a secret address."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import Membership, User
from lib.secrets import token_fingerprint


class OwnAgendaQuerySet(models.QuerySet["OwnAgenda"]):
    """Queries about the agendas of people."""

    def open(self) -> Self:
        """Return those that are served: of people who are in a group today."""
        present = Membership.objects.current().filter(user__is_active=True)
        return self.filter(user__in=present.values("user"))

    def of(self, user: User) -> Self:
        """Return that of a person."""
        return self.filter(user=user)

    def by_token(self, token: str) -> Self:
        """Return the one whose address holds this token."""
        return self.filter(token_hash=token_fingerprint(token))

    def over(self) -> Self:
        """Return those to erase: of people who are in no group any more."""
        return self.exclude(pk__in=self.model.objects.open().values("pk"))


class OwnAgenda(models.Model):
    """An address made by a person, for their agenda. It is shown once: only the SHA-256 of its token is kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="personne"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_on = models.DateField("faite le", default=timezone.localdate)

    objects = OwnAgendaQuerySet.as_manager()

    class Meta:
        verbose_name = "adresse d’agenda"
        verbose_name_plural = "adresses d’agenda"

    def __str__(self) -> str:
        return f"agenda {self.pk}"
