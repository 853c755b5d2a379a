"""Words that may let a reader guess a holder's health. The editors keep the list; it warns, it never forbids."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from lib.text import fold_words


class HealthWord(models.Model):
    """A word, or a few words in a row, looked for in texts that could be shared."""

    class Kind(models.TextChoices):
        DIAGNOSIS = "diagnosis", "Maladie ou trouble"
        TREATMENT = "treatment", "Traitement ou soin"
        PLACE = "place", "Lieu de soin"
        PROTECTION = "protection", "Mesure de protection ou allocation"
        GROUP = "group", "Groupe d’entraide"

    word = models.CharField("mot", max_length=60, help_text="Au singulier. Les accents et les pluriels sont compris.")
    folded = models.CharField(max_length=60, unique=True, editable=False)
    kind = models.CharField("sorte", max_length=10, choices=Kind.choices)

    class Meta:
        verbose_name = "mot sensible"
        verbose_name_plural = "mots sensibles"
        ordering = ["folded"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["diagnosis", "treatment", "place", "protection", "group"]),
                name="passport_healthword_kind_known",
            ),
            models.CheckConstraint(condition=~models.Q(folded=""), name="passport_healthword_says_something"),
        ]

    def __str__(self) -> str:
        return self.word

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold_words(self.word)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Raise ValidationError beside the word when it says nothing, or stands in the list already.

        The admin's form does not know `folded`: it would not ask the question itself.
        """
        super().clean()
        self.folded = fold_words(self.word)
        if self.word and not self.folded:
            raise ValidationError({"word": "Écrivez un mot, avec des lettres."})
        if type(self).objects.filter(folded=self.folded).exclude(pk=self.pk).exists():
            raise ValidationError({"word": "Ce mot est déjà dans la liste, à un accent ou une majuscule près."})
