"""The training of an office: a path and a module when it begins, skills when it ends."""

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from accounts.models import Mandate


class OfficeTraining(ClusterableModel):
    """The path and module that one office of a board opens, and the skills offered to the passport when it ends."""

    office = models.CharField("fonction", max_length=12, choices=Mandate.BoardOffice.choices, unique=True)
    path = models.ForeignKey(
        "courses.PathPage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="parcours"
    )
    module = models.ForeignKey(
        "courses.ModulePage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="formation de cette fonction",
    )
    skills = models.ManyToManyField(
        "passport.Skill",
        blank=True,
        related_name="+",
        verbose_name="compétences",
        help_text="Proposées pour le passeport à la fin du mandat.",
    )

    class Meta:
        verbose_name = "formation d’une fonction"
        verbose_name_plural = "formations des fonctions"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(office__in=["chair", "treasurer", "secretary", "board_member"]),
                name="courses_officetraining_office_known",
            )
        ]

    def __str__(self) -> str:
        return self.get_office_display()


class OfficeModule(Orderable):
    """A module to read early for an office, at its position, after the module of the office itself."""

    training = ParentalKey(OfficeTraining, on_delete=models.CASCADE, related_name="following")
    module = models.ForeignKey(
        "courses.ModulePage", on_delete=models.CASCADE, related_name="+", verbose_name="formation"
    )

    panels = [FieldPanel("module")]

    class Meta(Orderable.Meta):
        verbose_name = "formation à lire ensuite"
        constraints = [models.UniqueConstraint(fields=["training", "module"], name="courses_officemodule_once")]

    def __str__(self) -> str:
        return f"{self.training} – {self.module}"
