"""A module and its lessons. Their screens are in courses/learning/screens/."""

from typing import Any

from django import forms
from django.db import models
from django.urls import reverse
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from content.blocks import EasyReadBodyBlock
from content.models.panels import ADDRESS
from content.publishing.gate import PublishGate
from courses.blocks import LessonBodyBlock, empty_lesson
from courses.editing.lesson_text import missing_in
from courses.editing.reading_time import reading_minutes
from courses.editing.widgets import SkillsByFamily
from courses.models.pages import Audience
from courses.models.training import EASY, FULL, PAPER, TrainingPage


class ModulePage(TrainingPage):
    """A module: a short training made of lessons, and the skills it touches."""

    intro = models.CharField(
        "en une phrase", max_length=250, blank=True, help_text="Montrée dans la liste des formations."
    )
    audiences = ParentalManyToManyField(
        Audience, verbose_name="pour qui", blank=True, help_text="À qui la formation s’adresse d’abord."
    )
    outcomes = StreamField(
        [("outcome", CharBlock(label="À la fin", max_length=200))],
        verbose_name="à la fin, je sais…",
        blank=True,
        help_text="Deux à quatre phrases qui commencent par « Je sais » ou « Je peux ».",
    )
    skills = ParentalManyToManyField(
        "passport.Skill",
        verbose_name="compétences",
        blank=True,
        related_name="modules",
        help_text="Proposées pour le passeport quand la formation est finie.",
    )
    credits = models.CharField("écrit par", max_length=250, blank=True, help_text="Avec l’accord des personnes.")
    editor_note = models.TextField("note pour l’équipe", blank=True, help_text="Jamais montrée sur le site.")
    needs_legal_review = models.BooleanField(
        "à relire par un juriste",
        default=False,
        help_text="Tant que « Relu par » est vide, une phrase le dit en haut de la formation et de ses leçons.",
    )
    reviewed_by = models.CharField("relu par", max_length=160, blank=True)
    reviewed_on = models.DateField("relu le", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("durée en minutes", default=0, editable=False)

    content_panels = [
        *Page.content_panels,
        HelpPanel(template="courses/admin/lessons_panel.html", heading="Les leçons"),
        FieldPanel("intro"),
        FieldPanel("audiences", widget=forms.CheckboxSelectMultiple),
        FieldPanel("outcomes"),
        FieldPanel(
            "skills",
            widget=SkillsByFamily,
            help_text="Seulement celles qu’une leçon apprend à faire. "
            "Elles sont proposées pour le passeport quand la formation est finie.",
        ),
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
        ADDRESS,
    ]
    promote_panels: list[Panel] = []
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("outcomes")]
    parent_page_types = ["courses.ModuleIndexPage"]
    subpage_types = ["courses.LessonPage"]
    page_description = "Une formation courte, faite de leçons de trois à sept minutes."

    class Meta:
        verbose_name = "formation"

    @property
    def awaits_legal_review(self) -> bool:
        """Return whether readers are told that no lawyer has reviewed it yet."""
        return self.needs_legal_review and not self.reviewed_by

    @property
    def address(self) -> str:
        """Return the path of the page, without a query."""
        return reverse("courses:module", args=[self.slug])


class LessonPage(PublishGate, TrainingPage):
    """A lesson of three to seven minutes, with its easy-read version."""

    content_note = models.CharField(
        "ce dont parle la leçon",
        max_length=250,
        blank=True,
        help_text="Pour un sujet sensible : une phrase montrée avant, avec un moyen de passer et le 3114.",
    )
    body = StreamField(LessonBodyBlock(), verbose_name="leçon", default=empty_lesson)
    easy_read = StreamField(
        EasyReadBodyBlock(),
        verbose_name="version facile à lire",
        blank=True,
        help_text="La même leçon en phrases très courtes : une idée par phrase, des mots de tous les jours.",
    )
    minutes = models.PositiveSmallIntegerField("durée en minutes", default=1, editable=False)

    preview_modes = [(FULL, "Version complète"), (EASY, "Version facile à lire"), (PAPER, "Imprimée")]

    content_panels = [
        *Page.content_panels,
        HelpPanel(template="courses/admin/lesson_help.html", heading="Avant d’écrire"),
        FieldPanel("body"),
        FieldPanel("easy_read"),
        InlinePanel(
            "sources",
            heading="Sources",
            label="Source",
            help_text="Les faits établis sur lesquels la leçon s’appuie. Rien n’est affirmé au-delà.",
        ),
        FieldPanel("content_note", heading="Sujet sensible"),
        ADDRESS,
    ]
    promote_panels: list[Panel] = []
    search_fields = [*Page.search_fields, index.SearchField("body"), index.SearchField("easy_read")]
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    page_description = "Une leçon : l’essentiel, un texte court, un exemple, une question."

    class Meta:
        verbose_name = "leçon"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the minutes counted again: they follow the text."""
        self.minutes = self.reading_minutes()
        super().save(*args, **kwargs)

    def reasons_to_wait(self, text: "LessonPage") -> list[str]:
        """Return what `text` lacks: the description of an image, the explanation of a question."""
        return [remark.advice for remark in missing_in(text)]

    def cited(self) -> list[dict[str, Any]]:
        """Return the sources, each once: title, address, the day it was checked."""
        facts = [source.fact for source in self.sources.select_related("fact")]
        once = {(fact.source_title, fact.url, fact.checked_on) for fact in facts}
        return [{"title": title, "url": url, "checked_on": day} for title, url, day in sorted(once)]

    def reading_minutes(self) -> int:
        """Return the minutes to read the text as it stands, saved or not, 1 at least."""
        raw = self.body.raw_data
        return reading_minutes((raw[index] for index in range(len(raw))), self.content_note)


class LessonSource(Orderable):
    """A fact that a lesson cites. A cited fact cannot be deleted."""

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
