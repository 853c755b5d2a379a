"""What the holder of an office hands over to the next one."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models.belonging import Mandate


class HandOverTick(models.Model):
    """One thing handed over by the person who leaves an office, ticked by the person who takes it."""

    class Item(models.TextChoices):
        KEYS = "keys", "Les clés"
        BANK = "bank", "La banque"
        PAPERS = "papers", "Les papiers"
        DECLARATION = "declaration", "Le changement déclaré à la préfecture"

    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="handed_over", verbose_name="mandat")
    item = models.CharField("quoi", max_length=11, choices=Item.choices)
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="coché par"
    )
    ticked_on = models.DateField("coché le", default=timezone.localdate)

    class Meta:
        verbose_name = "passation"
        verbose_name_plural = "passations"
        constraints = [
            models.UniqueConstraint(fields=["mandate", "item"], name="accounts_handover_once"),
            models.CheckConstraint(
                condition=models.Q(item__in=["keys", "bank", "papers", "declaration"]),
                name="accounts_handover_item_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_item_display()} – {self.mandate}"
