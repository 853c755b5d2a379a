"""« Mots de recherche »: what people type, and what the texts of the site say for it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from lib.near_words import are_opposite
from lib.text import fold_words

MOST_LINES = 20


def lines(text: str) -> list[str]:
    """Return the lines of a field that say something, without the spaces around them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class SearchWord(models.Model):
    """Words typed in the search, one a line, that also look for other words; never the reverse.

    `folded` tells rows apart by their first line. A line in capitals alone counts only when it is typed so: « AGE » is
    an assembly, « âge » is not.
    """

    typed = models.TextField(
        "ce que les gens écrivent", max_length=1000, help_text="Un mot, ou quelques mots, par ligne."
    )
    means = models.TextField(
        "ce que disent nos textes",
        max_length=1000,
        help_text="Un mot, ou quelques mots, par ligne. La recherche les essaie aussi, après ce qui est écrit.",
    )
    folded = models.CharField(max_length=200, unique=True, editable=False)

    class Meta:
        verbose_name = "mot de recherche"
        verbose_name_plural = "mots de recherche"
        ordering = ["folded"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(folded="") & ~models.Q(means=""), name="content_searchword_says_something"
            )
        ]

    def __str__(self) -> str:
        return (self.typed_lines or [""])[0]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = folded_line(str(self))
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Raise ValidationError beside a field that says nothing, is there already, or leads to the opposite."""
        super().clean()
        self.folded = folded_line(str(self))
        if not self.folded:
            raise ValidationError({"typed": "Écrivez un mot, avec des lettres."})
        if not any(map(fold_words, self.means_lines)):
            raise ValidationError({"means": "Écrivez un mot, avec des lettres."})
        for name, said in (("typed", self.typed_lines), ("means", self.means_lines)):
            if len(said) > MOST_LINES:
                raise ValidationError({name: f"Écrivez {MOST_LINES} lignes au plus."})
        if type(self).objects.filter(folded=self.folded).exclude(pk=self.pk).exists():
            raise ValidationError({"typed": f"« {self} » est déjà dans la liste. Changez cette ligne-là."})
        pairs = [(one, other) for one in self.typed_lines for other in self.means_lines]
        if opposite := next((pair for pair in pairs if are_opposite(*map(fold_words, pair))), None):
            raise ValidationError({"means": f"« {opposite[1]} » est le contraire de « {opposite[0]} »."})

    @property
    def typed_lines(self) -> list[str]:
        """Return each way of typing it."""
        return lines(self.typed)

    @property
    def means_lines(self) -> list[str]:
        """Return each thing to look for."""
        return lines(self.means)


def folded_line(line: str) -> str:
    """Return what tells a row: its first line without accents; capitals stay when there is nothing else."""
    folded = fold_words(line)
    return (folded.upper() if line.isupper() and folded.isalpha() else folded)[:200]
