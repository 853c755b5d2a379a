"""A module and its lessons. Their screens are in courses/learning/screens/."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import NoReverseMatch, resolve, reverse
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.blocks import CharBlock, StreamValue
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, Revision
from wagtail.search import index

from content.blocks import EasyReadBodyBlock, faults_in, leave_out_blanks
from content.figures_in_text.faults import NOT_HERE, refuse_in_fields
from content.figures_in_text.references import names_in
from content.figures_in_text.values import as_read, raw_blocks, shown
from content.models import Fact, KeyFigure, SiteRecording
from content.models.facts import as_sources
from content.models.panels import ADDRESS
from content.publishing.gate import PublishGate
from courses.blocks import LessonBodyBlock, empty_lesson
from courses.editing.lesson_text import missing_in
from courses.editing.reading_time import reading_minutes
from courses.editing.widgets import SkillsByFamily
from courses.models.pages import Audience
from courses.models.training import EASY, FULL, PAPER, TrainingPage
from courses.recording_blocks import RECORDINGS


def _leads_to_a_module(slug: str) -> bool:
    """Return whether the address made of `slug` opens a module: it is well formed, and no screen has it."""
    try:
        return resolve(reverse("courses:module", args=[slug])).view_name == "courses:module"
    except NoReverseMatch:
        return False


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
    tried_with = models.CharField(
        "essayée avec",
        max_length=160,
        blank=True,
        help_text="Par exemple « trois groupes, au printemps 2027 », sans nom de groupe. "
        "Tant que c’est vide, la page dit qu’aucun groupe ne l’a encore essayée.",
    )
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
                FieldPanel("tried_with"),
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

    def clean(self) -> None:
        """Raise ValidationError beside the address when courses.urls would not lead to the module."""
        super().clean()
        refuse_in_fields(self, bare=("title", "intro", "credits", "tried_with"))
        if names_in(raw_blocks(self.outcomes)):
            raise ValidationError({"outcomes": NOT_HERE})
        if not _leads_to_a_module(self.slug):
            raise ValidationError({"slug": "Cette adresse est celle d’un écran du site. Choisissez-en une autre."})

    def _get_autogenerated_slug(self, base_slug: str) -> str:
        """Return a slug made of the title, which no screen already has."""
        free = _leads_to_a_module(base_slug) or not base_slug.isascii()
        return super()._get_autogenerated_slug(base_slug if free else f"formation-{base_slug}")

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

    def clean(self) -> None:
        """Raise ValidationError beside a field that names a key figure where none can be read, or an unknown one."""
        super().clean()
        refuse_in_fields(self, read=("content_note",), bare=("title",))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the minutes counted again: they follow the text."""
        self.minutes = self.reading_minutes()
        super().save(*args, **kwargs)

    def make_ready(self, revision: Revision) -> None:
        """Leave out the parts that nobody filled in."""
        leave_out_blanks(revision, "body", "easy_read")

    def reasons_to_wait(self, text: "LessonPage") -> list[str]:
        """Return what `text` lacks: what its form would refuse, the description of an image, an explanation."""
        faults = [*faults_in(text.body), *(faults_in(text.easy_read) if len(text.easy_read) else ())]
        return [remark.advice for remark in missing_in(text)] or faults

    def cited(self) -> list[dict[str, Any]]:
        """Return the sources, those of its key figures too, each once: title, address, the day it was checked."""
        return as_sources([*(source.fact for source in self.sources.select_related("fact")), *self.facts_of_figures()])

    def facts_of_figures(self) -> Iterable[Fact]:
        """Return the facts behind the key figures that its text names; no query when it names none."""
        said = [raw_blocks(self.body), raw_blocks(self.easy_read), self.content_note]
        return KeyFigure.objects.facts_of(said) if names_in(said) else ()

    def reading_minutes(self) -> int:
        """Return the minutes to read the text as it stands, saved or not, 1 at least."""
        return reading_minutes(as_read(raw_blocks(self.body)), self.shown_note, self._seconds_heard())

    def _seconds_heard(self) -> float:
        """Return what the sounds and videos last; no query for a lesson that has none."""
        blocks = [block["value"].get("recording") for block in raw_blocks(self.body) if block["type"] in RECORDINGS]
        chosen = SiteRecording.objects.filter(pk__in=[pk for pk in blocks if pk])
        return sum(chosen.values_list("duration", flat=True)) if any(blocks) else 0

    @property
    def shown_body(self) -> StreamValue:
        """Return the lesson as it is read, key figures in their places."""
        return shown(self, "body")

    @property
    def shown_easy_read(self) -> StreamValue:
        """Return the easy version as it is read, key figures in words."""
        return shown(self, "easy_read", spelled=True)

    @property
    def shown_note(self) -> str:
        """Return what the lesson speaks of as it is read."""
        return as_read(self.content_note)


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
