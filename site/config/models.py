"""The models of the project itself: what the seed wrote, when everything was last saved."""

import datetime

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class SeedRecord(models.Model):
    """A thing the seed wrote, so that it never overwrites what people changed nor restores what they deleted.

    `payload_hash` is the hash of the data in the seed file, `written_hash` that of the object as written:
    SHA-256, hexadecimal.
    """

    key = models.CharField("clé", max_length=200, unique=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    payload_hash = models.CharField(max_length=64)
    written_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "trace du premier contenu"
        verbose_name_plural = "traces du premier contenu"

    def __str__(self) -> str:
        return self.key


class LastBackup(models.Model):
    """When the last good backup was made: one row, which every machine reads. A restored site has an older one."""

    made_at = models.DateTimeField("faite le")
    is_only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        verbose_name = "dernière sauvegarde"
        verbose_name_plural = "dernières sauvegardes"
        constraints = [models.CheckConstraint(condition=models.Q(is_only=True), name="config_lastbackup_only_one")]

    def __str__(self) -> str:
        return f"sauvegarde du {self.made_at:%d/%m/%Y}"

    @property
    def age_in_hours(self) -> int:
        """Return the whole hours since it was made."""
        return (timezone.now() - self.made_at) // datetime.timedelta(hours=1)
