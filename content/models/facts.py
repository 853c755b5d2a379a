"""Facts: one statement, its source, the day it was checked. Lessons cite them and claim nothing more."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.models import RevisionMixin
from wagtail.search import index

from content.publishing import two_readers

READ_BY_TWO = (
    "Une fiche sur les droits, publiée, montre cette source : deux personnes l’ont lue. Pour en citer une autre, "
    "ajoutez un fait établi, puis changez la fiche."
)


class Fact(index.Indexed, RevisionMixin, models.Model):
    """One statement with its source, shown to readers with the day it was checked."""

    class Confidence(models.TextChoices):
        HIGH = "H", "Source officielle ou double"
        MEDIUM = "M", "Source secondaire"
        LOW = "L", "Déduction"

    SHOWN_ON_SHEETS: ClassVar = ("source_title", "url")

    key = models.SlugField("code", max_length=20, unique=True)
    statement = models.TextField("ce qui est établi", max_length=1000)
    source_title = models.CharField("source", max_length=250)
    url = models.URLField("adresse de la source", max_length=500, blank=True)
    confidence = models.CharField("solidité", max_length=1, choices=Confidence.choices)
    checked_on = models.DateField("vérifié le")
    _revisions = GenericRelation(
        "wagtailcore.Revision", content_type_field="base_content_type", object_id_field="object_id"
    )

    search_fields = [
        index.SearchField("statement"),
        index.SearchField("source_title"),
        index.AutocompleteField("key"),
        index.AutocompleteField("statement"),
    ]

    class Meta:
        verbose_name = "fait établi"
        verbose_name_plural = "faits établis"
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confidence__in=["H", "M", "L"]), name="content_fact_confidence_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} – {self.statement[:80]}"

    def clean(self) -> None:
        """Raise ValidationError for each part that a published sheet about rights shows, and that is now another.

        Two people have read that sheet: nobody alone may lead its readers elsewhere. The day may always be renewed.
        """
        super().clean()
        before = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        changed = [name for name in self.SHOWN_ON_SHEETS if before and getattr(before, name) != getattr(self, name)]
        if changed and not two_readers.is_first_content() and self.stands_under_rights():
            raise ValidationError(dict.fromkeys(changed, READ_BY_TWO))

    def as_carried(self) -> list[object]:
        """Return what readers of a page that cites it see, but for the day it was checked."""
        return [getattr(self, name) for name in self.SHOWN_ON_SHEETS]

    def stands_under_rights(self) -> bool:
        """Return whether a published sheet about rights cites this fact."""
        sources = self.cited_in_practices.filter(practice__live=True).select_related("practice")
        return any(source.practice.needs_second_reader for source in sources)


def as_sources(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """Return the sources of these facts, each once: title, address, the day it was checked."""
    once = {(fact.source_title, fact.url, fact.checked_on) for fact in facts}
    return [{"title": title, "url": url, "checked_on": day} for title, url, day in sorted(once)]
