"""« Réglages du site »: who runs it, how to reach them, and where its accessibility stands."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import DatabaseError, models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from content.models.site_operator import SiteOperator
from content.remembered import while_unchanged

TOTAL = 100  # percent of the criteria met
HALF = 50
AUDITED_FIRST = "Un site est dit conforme après un audit : écrivez qui l’a fait, quel jour, et le taux."


@register_setting(icon="cog")
class SiteSettings(SiteOperator, BaseGenericSetting):
    """The organisation that runs the site, and its declaration of accessibility.

    The parts of the declaration, and the rates that each state asks for: order of 20 September 2019, its model
    (https://www.legifrance.gouv.fr/loda/id/JORFTEXT000039120633/), and law 2005-102, article 47.
    """

    class AccessibilityState(models.TextChoices):
        NONE = "none", "non conforme"
        PARTLY = "partly", "partiellement conforme"
        FULLY = "fully", "totalement conforme"

    accessibility_state = models.CharField(
        "état de conformité au RGAA", max_length=6, choices=AccessibilityState.choices, default=AccessibilityState.NONE
    )
    accessibility_rate = models.PositiveSmallIntegerField(
        "critères respectés, en pourcentage", null=True, blank=True, validators=[MaxValueValidator(TOTAL)]
    )
    accessibility_audited_by = models.CharField("audit fait par", max_length=120, blank=True)
    accessibility_audited_on = models.DateField("jour de l’audit", null=True, blank=True)
    accessibility_declared_on = models.DateField("jour de la déclaration", null=True, blank=True)
    accessibility_plan_url = models.URLField("adresse du schéma pluriannuel", blank=True)
    accessibility_actions_url = models.URLField("adresse du plan d’actions de l’année", blank=True)
    accessibility_burden = models.TextField(
        "ce qui coûterait trop (charge disproportionnée)", max_length=2000, blank=True
    )
    accessibility_exempt = models.TextField(
        "ce que la loi n’oblige pas à rendre accessible", max_length=2000, blank=True
    )

    panels = [
        *SiteOperator.operator_panels,
        MultiFieldPanel(
            [
                FieldPanel(f"accessibility_{name}")
                for name in ("state", "rate", "audited_by", "audited_on", "declared_on", "plan_url", "actions_url")
            ]
            + [FieldPanel("accessibility_burden"), FieldPanel("accessibility_exempt")],
            heading="Déclaration d’accessibilité",
        ),
    ]

    class Meta:
        verbose_name = "réglages du site"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(colours__in=["pine", "sea", "plum", "earth"]),
                name="content_sitesettings_colours_known",
            ),
            models.CheckConstraint(
                condition=models.Q(accessibility_state__in=["none", "partly", "fully"]),
                name="content_sitesettings_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(accessibility_rate__isnull=True) | models.Q(accessibility_rate__lte=TOTAL),
                name="content_sitesettings_rate_percent",
            ),
        ]

    def __str__(self) -> str:
        return "réglages du site"

    def clean(self) -> None:
        """Raise ValidationError, beside its field, for a state that no audit shows."""
        super().clean()
        if self.accessibility_state == self.AccessibilityState.NONE:
            return
        rate = self.accessibility_rate
        if rate is None or not (self.accessibility_audited_by and self.accessibility_audited_on):
            raise ValidationError({"accessibility_state": AUDITED_FIRST})
        fully = self.accessibility_state == self.AccessibilityState.FULLY
        if fully and rate < TOTAL:
            raise ValidationError({"accessibility_rate": "« Totalement conforme » demande 100 % des critères."})
        if not fully and rate < HALF:
            raise ValidationError({"accessibility_rate": "« Partiellement conforme » demande au moins 50 %."})


@while_unchanged(1)
def _kept() -> SiteSettings:
    return SiteSettings.objects.first() or SiteSettings()


def current_settings() -> SiteSettings:
    """Return « Réglages du site », empty while nobody filled them or the database is away. No query when kept."""
    try:
        return _kept()
    except DatabaseError:
        return SiteSettings()
