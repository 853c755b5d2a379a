"""Facts: one statement, its source, the day it was checked. Lessons cite them and claim nothing more."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from wagtail.models import RevisionMixin
from wagtail.search import index


class Fact(index.Indexed, RevisionMixin, models.Model):
    """One statement with its source, shown to readers with the day it was checked."""

    class Confidence(models.TextChoices):
        HIGH = "H", "Source officielle ou double"
        MEDIUM = "M", "Source secondaire"
        LOW = "L", "Déduction"

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
