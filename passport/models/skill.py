"""The skills catalogue, in plain words. A skill is retired, never deleted: entries stand on it."""

from collections.abc import Callable

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, RevisionMixin
from wagtail.search import index

from lib.text import NBSP, fold, has_loose_marks
from passport.querysets import SkillQuerySet

CONFIRMED = (
    f"Des personnes ont confirmé cette compétence sous ce nom{NBSP}: seuls ses accents, ses majuscules et sa "
    f"ponctuation changent. Pour un autre nom, écrivez une nouvelle compétence, puis ne proposez plus celle-ci."
)
LOOSE = "Écrivez ce nom avec des lettres et des accents ordinaires."  # a stroke over letters would be read as no name
StandsUnder = Callable[["Skill"], bool]
_kept_under: list[tuple[StandsUnder, str]] = []


def keep_name_under(stands_under: StandsUnder, why: str) -> None:
    """Have a skill keep its name while `stands_under` says so; `why` is the French sentence beside the field."""
    _kept_under.append((stands_under, why))


class SkillDomain(models.Model):
    """One of the families that group skills."""

    slug = models.SlugField("adresse courte", unique=True)
    label = models.CharField("nom", max_length=80)
    pictogram = models.CharField("pictogramme", max_length=40, blank=True)
    order = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "famille de compétences"
        verbose_name_plural = "familles de compétences"
        ordering = ["order", "label"]

    def __str__(self) -> str:
        return self.label


class Skill(index.Indexed, RevisionMixin, ClusterableModel):
    """Something a person can do, share or learn.

    `rome_code` names the nearest job family of the French table (not an equivalence); `collective_unit`
    the work unit of a Clubhouse where it serves.
    """

    slug = models.SlugField("adresse courte", max_length=80, unique=True)
    domain = models.ForeignKey(SkillDomain, on_delete=models.PROTECT, related_name="skills", verbose_name="famille")
    label = models.CharField("nom", max_length=120)
    description = models.CharField("en une phrase", max_length=300)
    pictogram = models.CharField("pictogramme", max_length=40, blank=True)
    everyday_words = models.TextField(
        "mots de tous les jours",
        max_length=1000,
        blank=True,
        help_text="Ce que les gens écrivent pour la trouver, un par ligne. Seule la recherche s’en sert.",
    )
    rome_code = models.CharField("code ROME", max_length=10, blank=True)
    rome_label = models.CharField("famille de métiers", max_length=120, blank=True)
    collective_unit = models.CharField("pôle d’un collectif", max_length=40, blank=True)
    order = models.PositiveSmallIntegerField("ordre", default=0)
    is_active = models.BooleanField("proposée aux membres", default=True)
    _revisions = GenericRelation(
        "wagtailcore.Revision", content_type_field="base_content_type", object_id_field="object_id"
    )

    objects = SkillQuerySet.as_manager()
    search_fields = [
        index.SearchField("label", boost=2),
        index.SearchField("description"),
        index.SearchField("everyday_words"),
        index.AutocompleteField("label"),
        index.FilterField("is_active"),
    ]

    class Meta:
        verbose_name = "compétence"
        verbose_name_plural = "compétences"
        ordering = ["order", "label"]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Refuse another name where it would stand beside what others wrote and signed, or read, under this one.

        Once somebody confirmed it; and while a text that was read by several shows it (`keep_name_under`).
        """
        super().clean()
        if has_loose_marks(self.label):
            raise ValidationError({"label": LOOSE})
        known = Skill.objects.filter(pk=self.pk).values_list("label", flat=True).first()
        if known is None or fold(known) == fold(self.label):
            return
        if self._is_confirmed():
            raise ValidationError({"label": CONFIRMED})
        for stands_under, why in _kept_under:
            if stands_under(self):
                raise ValidationError({"label": why})

    def as_carried(self) -> list[object]:
        """Return what readers of a page that shows it see, but for its capitals and accents."""
        return [fold(self.label)]

    def _is_confirmed(self) -> bool:
        written = ["written", "accepted", "set_aside"]  # a confirmation that says something: Confirmation.State
        return self.entries.filter(confirmations__state__in=written).exists()


class SkillIndicator(Orderable):
    """A sign that a witness sees when somebody does the skill."""

    skill = ParentalKey(Skill, on_delete=models.CASCADE, related_name="indicators")
    text = models.CharField("ce que l’on voit", max_length=200)

    class Meta(Orderable.Meta):
        verbose_name = "indice"
        verbose_name_plural = "indices"

    def __str__(self) -> str:
        return self.text
