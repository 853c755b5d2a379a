"""What a person keeps for themselves of a reflection (« Pour vous seulement »)."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT = datetime.timedelta(days=366)
LONGEST_WORDS = 2000


class Note(models.Model):
    """The note of one person under one reflection; nobody else ever reads it.

    `sealed` holds the words, the question as it stood and the title of the lesson; it is unreadable without
    PASSPORT_KEYS. No foreign key leads to the lesson: the note outlives it, and nothing tells who wrote about what.
    """

    # Wagtail's index of references would name these people in the admin, beside what they refer to.
    wagtail_reference_index_ignore = True

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notes", verbose_name="personne"
    )
    block_id = models.UUIDField("clé de la question")
    sealed = models.TextField("ce qui est écrit")
    updated_at = models.DateTimeField("gardée le", default=timezone.now)

    class Meta:
        verbose_name = "note pour soi"
        verbose_name_plural = "notes pour soi"
        constraints = [models.UniqueConstraint(fields=["user", "block_id"], name="courses_note_one_a_reflection")]

    def __str__(self) -> str:
        return f"note pour soi de {self.user_id}"

    @classmethod
    def forget_old(cls, now: datetime.datetime) -> int:
        """Erase the notes that nobody changed for twelve months; return how many."""
        return cls.objects.filter(updated_at__lt=now - KEPT).delete()[0]
