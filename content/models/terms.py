"""Words explained: each is defined once, shown in the lessons where it stands and on the page of all."""

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from wagtail.models import RevisionMixin
from wagtail.search import index

from content.figures_in_text.faults import refuse_in_fields
from lib.text import fold, fold_words


class Term(index.Indexed, RevisionMixin, models.Model):
    """A word and its meaning. `folded` tells words apart, whatever their accents and capitals; `key` never changes."""

    KEY_LENGTH: ClassVar = 80

    key = models.SlugField("code", max_length=KEY_LENGTH, unique=True, editable=False)
    word = models.CharField("mot", max_length=80, help_text="Comme on le lit dans la leçon.")
    folded = models.CharField(max_length=200, unique=True, editable=False)
    meaning = models.CharField(
        "ce que cela veut dire",
        max_length=300,
        help_text="Une ou deux phrases courtes, vraies dans toutes les leçons. Sans autre mot difficile.",
    )
    always_listed = models.BooleanField(
        "toujours dans « Les mots expliqués »",
        default=False,
        help_text="Sinon, un mot y est seulement quand une leçon publiée le montre.",
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision", content_type_field="base_content_type", object_id_field="object_id"
    )

    search_fields = [
        index.SearchField("word", boost=2),
        index.SearchField("meaning"),
        index.AutocompleteField("word"),
        index.FilterField("id"),
    ]

    class Meta:
        verbose_name = "mot expliqué"
        verbose_name_plural = "mots expliqués"
        ordering = ["folded"]
        constraints = [models.CheckConstraint(condition=~models.Q(folded=""), name="content_term_says_something")]

    def __str__(self) -> str:
        return self.word

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = folded_word(self.word)
        self.key = self.key or _free_key(self.folded)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Raise ValidationError beside the word when it says nothing, or is explained already.

        The admin's form does not know `folded`: it would not ask the question itself.
        """
        super().clean()
        refuse_in_fields(self, bare=("word", "meaning"))
        self.folded = folded_word(self.word)
        self.key = self.key or _free_key(self.folded)
        if self.word and not self.folded:
            raise ValidationError({"word": "Écrivez un mot, avec des lettres."})
        if type(self).objects.filter(folded=self.folded).exclude(pk=self.pk).exists():
            raise ValidationError({"word": "Ce mot est déjà expliqué, à un accent ou une majuscule près."})

    @property
    def anchor(self) -> str:
        """Return the name of its place on the page of all words."""
        return f"mot-{self.key}"


def folded_word(word: str) -> str:
    """Return what two spellings of one word share; cut to what the database holds."""
    return (fold_words(word) or fold(word).strip())[:200]


def _free_key(folded: str) -> str:
    start = slugify(folded)[: Term.KEY_LENGTH - 5].strip("-") or "mot"
    taken = set(Term.objects.filter(key__startswith=start).values_list("key", flat=True))
    return next(key for key in (start, *(f"{start}-{n}" for n in range(2, 10_000))) if key not in taken)
