"""« J’ai essayé » : what members say of a sheet they followed."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from content.models.practices import PracticePage
from content.models.reviewing import ReviewCase


class Tried(models.Model):
    """« J’ai essayé » : one line of a member who did the same, published once a moderator has read it."""

    class State(models.TextChoices):
        SENT = "sent", "En relecture"
        PUBLISHED = "published", "Publiée"
        REFUSED = "refused", "Pas publiée"

    practice = models.ForeignKey(PracticePage, on_delete=models.CASCADE, related_name="tried", verbose_name="fiche")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tried_practices", verbose_name="personne"
    )
    words = models.CharField("ce que ça a donné", max_length=300)
    state = models.CharField(max_length=9, choices=State.choices, default=State.SENT)
    reason = models.CharField("remarque de la modération", max_length=500, blank=True)
    sent_at = models.DateTimeField("envoyée le", default=timezone.now)

    class Meta:
        verbose_name = "« J’ai essayé »"
        verbose_name_plural = "« J’ai essayé »"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "user"], name="content_tried_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["sent", "published", "refused"]), name="content_tried_state_known"
            ),
        ]

    was_published = False

    def __str__(self) -> str:
        return f"{self.practice} – {self.words[:40]}"

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> "Tried":
        """Return the row, which remembers whether readers see it: what only its author sees changes no page."""
        row = super().from_db(*args, **kwargs)
        row.was_published = row.__dict__.get("state") == cls.State.PUBLISHED
        return row

    @property
    def is_or_was_shown(self) -> bool:
        """Return whether readers see the line, or saw it when it was read from the database."""
        return self.was_published or self.state == self.State.PUBLISHED

    @classmethod
    @transaction.atomic
    def say(cls, practice: PracticePage, user: models.Model, words: str) -> "Tried":
        """Send the line of a member about a sheet, or change it: a moderator reads it again before it shows.

        The same words sent twice change nothing.
        """
        line, is_new = cls.objects.select_for_update().get_or_create(
            practice=practice, user=user, defaults={"words": words}
        )
        if not is_new and line.words == words and line.state != cls.State.REFUSED:
            return line
        if not is_new:
            line.words, line.state, line.reason, line.sent_at = words, cls.State.SENT, "", timezone.now()
            line.save(update_fields=["words", "state", "reason", "sent_at"])
        ReviewCase.open_for(tried=line)
        return line
