"""Key figures: an amount, the number of a form or a telephone number, written once and named in texts."""

import datetime
import re
from functools import reduce
from operator import and_
from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from wagtail.models import RevisionMixin
from wagtail.search import index

from content.figures_in_text.references import names_in, reference
from content.models.facts import Fact
from lib.text import NBSP, no_break

# A value goes as it is into rich text, into a cell and into a blank of a tool: none of their signs may be in it.
SIGNS = '<>&"{}|'
BARE = RegexValidator(
    rf"\A[^{SIGNS}\x00-\x1f\x7f]*\Z", f"Écrivez des chiffres et des mots, sans ces signes : {' '.join(SIGNS)}"
)
_INSIDE_NUMBERS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))|(?<=n°) (?=\d)")


def as_kept(value: str) -> str:
    """Return a value as it is kept: with the spaces that no line breaks inside a number and before its sign."""
    return _INSIDE_NUMBERS.sub(NBSP, no_break(value.strip()))


class KeyFigureQuerySet(models.QuerySet["KeyFigure"]):
    """Key figures, in words of the domain."""

    def as_values(self) -> dict[str, str]:
        """Return each value by its name."""
        return dict(self.values_list("key", "value"))

    def facts_of(self, value: Any) -> "models.QuerySet[Fact]":
        """Return the facts behind the key figures that a raw value names."""
        return Fact.objects.filter(key_figures__in=self.filter(key__in=names_in(value))).distinct()

    def to_check(self, today: datetime.date) -> "KeyFigureQuerySet":
        """Return those whose day to be read again has come."""
        return self.filter(check_on__lte=today)


class KeyFigure(index.Indexed, RevisionMixin, models.Model):
    """A value that texts name, its source, and the day to read it again. `key` never changes: texts hold it."""

    KEY_LENGTH: ClassVar = 40
    key = models.SlugField(
        "nom",
        max_length=KEY_LENGTH,
        unique=True,
        help_text="Court, sans accent ni espace, et sans le chiffre : il ne changera plus. Par exemple : cerfa-mdph.",
    )
    what = models.CharField(
        "ce que c’est", max_length=200, help_text="Une phrase. Par exemple : le prix du certificat."
    )
    value = models.CharField(
        "tel qu’on le lit",
        max_length=40,
        validators=[BARE],
        help_text="Avec son unité. Par exemple : 23 000 €, Cerfa 12156, 3039.",
    )
    fact = models.ForeignKey(
        "content.Fact",
        on_delete=models.PROTECT,
        related_name="key_figures",
        verbose_name="fait établi",
        help_text="D’où vous le tenez.",
    )
    read_on = models.DateField("lu le", default=timezone.localdate)
    check_on = models.DateField("à relire le", help_text="Le jour où il peut avoir changé. Au plus tard, dans un an.")
    _revisions = GenericRelation(
        "wagtailcore.Revision", content_type_field="base_content_type", object_id_field="object_id"
    )

    objects = KeyFigureQuerySet.as_manager()

    search_fields = [
        index.SearchField("what"),
        index.SearchField("value"),
        index.AutocompleteField("key"),
        index.AutocompleteField("what"),
    ]

    class Meta:
        verbose_name = "repère"
        verbose_name_plural = "repères"
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(check_on__gt=models.F("read_on")), name="content_key_figure_checked_after"
            ),
            models.CheckConstraint(
                condition=reduce(and_, (~models.Q(value__contains=sign) for sign in SIGNS), ~models.Q(value="")),
                name="content_key_figure_plain_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} – {self.value}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the spaces that no line breaks inside a number and before its sign."""
        self.key = self.key.casefold()
        self.value = as_kept(self.value)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Raise ValidationError beside a name that changes, since texts hold it, and a day before the reading."""
        super().clean()
        self.key = self.key.casefold()
        before = type(self).objects.filter(pk=self.pk).values_list("key", flat=True).first() if self.pk else None
        if before and before != self.key:
            raise ValidationError({"key": f"Ce nom ne change plus : des textes l’emploient. C’est « {before} »."})
        if self.read_on and self.check_on and self.check_on <= self.read_on:
            raise ValidationError({"check_on": "Choisissez un jour après celui où vous l’avez lu."})

    @property
    def in_a_text(self) -> str:
        """Return what an editor types in a text."""
        return reference(self.key)
