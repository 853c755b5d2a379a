"""« Se former » and the paths: the pages that lead to modules. Their screens are in courses/learning/screens/."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.models import Orderable, Page
from wagtail.search import index

from content.blocks import Tone
from content.figures_in_text.faults import refuse_in_fields
from content.models.panels import ADDRESS
from content.serving import FilteredListPage, ServedPage


class Audience(models.Model):
    """A public that modules speak to."""

    slug = models.SlugField("adresse courte", unique=True)
    label = models.CharField("nom", max_length=60)
    tone = models.CharField("couleur", max_length=12, choices=Tone.choices)
    order = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "public"
        verbose_name_plural = "publics"
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(condition=models.Q(tone__in=Tone.values), name="courses_audience_tone_known")
        ]

    def __str__(self) -> str:
        return self.label


class ModuleIndexPage(FilteredListPage):
    """« Se former » : the list of modules, with its filters."""

    intro = models.CharField(
        "en une phrase", max_length=250, blank=True, help_text="Ce que l’on trouve ici, en quelques mots."
    )

    content_panels = [*Page.content_panels, FieldPanel("intro"), ADDRESS]
    promote_panels: list[Panel] = []
    parent_page_types = ["content.HomePage"]
    subpage_types = ["courses.ModulePage"]
    max_count = 1
    page_description = "La liste des formations."

    class Meta:
        verbose_name = "liste des formations"


class PathIndexPage(ServedPage):
    """The list of paths."""

    intro = models.CharField("en une phrase", max_length=250, blank=True, help_text="À quoi sert un parcours.")

    content_panels = [*Page.content_panels, FieldPanel("intro"), ADDRESS]
    promote_panels: list[Panel] = []
    parent_page_types = ["content.HomePage"]
    subpage_types = ["courses.PathPage"]
    max_count = 1
    page_description = "La liste des parcours."

    class Meta:
        verbose_name = "liste des parcours"


class PathPage(ServedPage):
    """A path: modules in an advised order, for a reader who begins."""

    intro = models.CharField(
        "en une phrase", max_length=250, help_text="Pour qui, et ce que l’on saura faire au bout du parcours."
    )
    tone = models.CharField("couleur", max_length=12, choices=Tone.choices, default=Tone.EVERYONE)
    pictogram = models.CharField(
        "pictogramme", max_length=20, blank=True, help_text="Le code du dessin, par exemple 1F5F3 pour une urne."
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("tone"),
        FieldPanel("pictogram"),
        InlinePanel("modules", heading="Formations, dans l’ordre", label="Formation"),
        ADDRESS,
    ]
    promote_panels: list[Panel] = []
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    parent_page_types = ["courses.PathIndexPage"]
    subpage_types: list[str] = []
    page_description = "Plusieurs formations dans un ordre conseillé."

    class Meta:
        verbose_name = "parcours"
        verbose_name_plural = "parcours"

    def clean(self) -> None:
        """Raise ValidationError for a title or a sentence that names a key figure: they are shown as typed."""
        super().clean()
        refuse_in_fields(self, bare=("title", "intro"))


class PathModule(Orderable):
    """A module in a path, at its position."""

    path = ParentalKey(PathPage, on_delete=models.CASCADE, related_name="modules")
    module = models.ForeignKey(
        "courses.ModulePage", on_delete=models.CASCADE, related_name="in_paths", verbose_name="formation"
    )

    panels = [FieldPanel("module")]

    class Meta(Orderable.Meta):
        verbose_name = "formation du parcours"
        constraints = [models.UniqueConstraint(fields=["path", "module"], name="courses_pathmodule_once")]

    def __str__(self) -> str:
        return f"{self.path} – {self.module}"
