"""Who answers for a collective of the directory."""

from django.conf import settings
from django.db import models


class CollectiveReferent(models.Model):
    """A person who answers for a collective and keeps its page."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="referent_of",
        verbose_name="personne",
    )
    collective = models.ForeignKey(
        "directory.Collective", on_delete=models.CASCADE, related_name="referents", verbose_name="collectif"
    )

    class Meta:
        verbose_name = "référent d’un collectif"
        verbose_name_plural = "référents d’un collectif"
        constraints = [models.UniqueConstraint(fields=["user", "collective"], name="accounts_referent_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.collective}"
