"""The model of `config.seeding`: Django looks for it here."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


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
