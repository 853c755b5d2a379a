"""Training as Wagtail pages: paths, modules, lessons."""

from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from content.blocks import EasyReadBodyBlock, Tone
from courses.blocks import LessonBodyBlock


class Audience(models.Model):
    """A public a module speaks to."""

    slug = models.SlugField("adresse courte", unique=True)
    label = models.CharField("nom", max_length=60)
    tone = models.CharField("couleur", max_length=12, choices=Tone.choices)
    order = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "public"
        verbose_name_plural = "publics"
        ordering = ["order"]

    def __str__(self) -> str:
        return self.label


class ModuleIndexPage(Page):
    """« Se former » : the list of modules."""

    intro = models.CharField("en une phrase", max_length=250, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["content.HomePage"]
    subpage_types = ["courses.ModulePage"]
    max_count = 1
    page_description = "La liste des formations."

    class Meta:
        verbose_name = "liste des formations"


class PathIndexPage(Page):
    """The list of paths."""

    intro = models.CharField("en une phrase", max_length=250, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["content.HomePage"]
    subpage_types = ["courses.PathPage"]
    max_count = 1
    page_description = "La liste des parcours."

    class Meta:
        verbose_name = "liste des parcours"


class PathPage(Page):
    """A path: modules in an order, for somebody who begins."""

    intro = models.CharField("en une phrase", max_length=250)
    tone = models.CharField("couleur", max_length=12, choices=Tone.choices, default=Tone.EVERYONE)
    pictogram = models.CharField("pictogramme", max_length=20, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("tone"),
        FieldPanel("pictogram"),
        InlinePanel("modules", heading="Formations, dans l’ordre", label="Formation"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    parent_page_types = ["courses.PathIndexPage"]
    subpage_types: list[str] = []
    page_description = "Plusieurs formations dans un ordre conseillé."

    class Meta:
        verbose_name = "parcours"
        verbose_name_plural = "parcours"


class PathModule(Orderable):
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


class ModulePage(Page):
    """A short training: lessons, and the skills it touches."""

    intro = models.CharField("en une phrase", max_length=250, blank=True)
    audiences = ParentalManyToManyField(Audience, verbose_name="pour qui", blank=True)
    outcomes = StreamField([("outcome", CharBlock(label="À la fin", max_length=200))], blank=True)
    skills = ParentalManyToManyField("passport.Skill", verbose_name="compétences", blank=True, related_name="modules")
    credits = models.CharField("écrit par", max_length=250, blank=True)
    editor_note = models.TextField("note pour l’équipe", blank=True)
    needs_legal_review = models.BooleanField("à relire par un juriste", default=False)
    reviewed_by = models.CharField("relu par", max_length=160, blank=True)
    reviewed_on = models.DateField("relu le", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("durée en minutes", default=0, editable=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("audiences"),
        FieldPanel("outcomes"),
        FieldPanel("skills"),
        FieldPanel("credits"),
        MultiFieldPanel(
            [
                FieldPanel("editor_note"),
                FieldPanel("needs_legal_review"),
                FieldPanel("reviewed_by"),
                FieldPanel("reviewed_on"),
            ],
            heading="Relecture",
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("outcomes")]
    parent_page_types = ["courses.ModuleIndexPage"]
    subpage_types = ["courses.LessonPage"]
    page_description = "Une formation courte, faite de leçons de trois à sept minutes."

    class Meta:
        verbose_name = "formation"

    @property
    def awaits_legal_review(self) -> bool:
        """Whether readers are told that no lawyer has read it yet."""
        return self.needs_legal_review and not self.reviewed_by


class LessonPage(Page):
    """A lesson of three to seven minutes, with its easy-read twin."""

    content_note = models.CharField(
        "ce dont parle la leçon",
        max_length=250,
        blank=True,
        help_text="Pour un sujet sensible : une phrase montrée avant, avec un moyen de passer et le 3114.",
    )
    body = StreamField(LessonBodyBlock(), verbose_name="leçon")
    easy_read = StreamField(EasyReadBodyBlock(), verbose_name="version facile à lire", blank=True)
    minutes = models.PositiveSmallIntegerField("durée en minutes", default=3, editable=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("body"),
        FieldPanel("easy_read"),
        InlinePanel("sources", heading="Sources", label="Source"),
        FieldPanel("content_note"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("body"), index.SearchField("easy_read")]
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    page_description = "Une leçon : l’essentiel, un texte court, un exemple, une question."

    class Meta:
        verbose_name = "leçon"


class LessonSource(Orderable):
    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="sources")
    fact = models.ForeignKey(
        "content.Fact", on_delete=models.PROTECT, related_name="cited_in", verbose_name="fait établi"
    )

    panels = [FieldPanel("fact")]

    class Meta(Orderable.Meta):
        verbose_name = "source"
        constraints = [models.UniqueConstraint(fields=["lesson", "fact"], name="courses_lessonsource_once")]

    def __str__(self) -> str:
        return str(self.fact)
