"""The tools to take home: their list, and a page for each with its blank sheet and its example."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.blocks import StreamBlock, StreamValue
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from content.blocks import CallBlock, EasyReadBodyBlock, StepsBlock, TextBlock, Tone, ToolPartsBlock, WarningBlock
from content.figures_in_text.faults import KnownFiguresMixin, refuse_in_fields
from content.figures_in_text.references import names_in
from content.figures_in_text.values import as_read, raw_blocks, shown
from content.models.facts import as_sources
from content.models.key_figures import KeyFigure
from content.models.panels import ADDRESS
from content.publishing.gate import PublishGate
from content.serving import FilteredListPage, ServedPage
from content.tool_parts.parts import Part, Unready, read_all
from lib.text import writable_texts

# Addresses beside the tools: content.year_calendar.urls, content.volunteer_hours.urls.
TAKEN = {"calendrier": "du calendrier de l’année", "heures-de-benevolat": "des heures de bénévolat"}


class HowBlock(KnownFiguresMixin, StreamBlock):
    """How one uses a tool."""


class ToolIndexPage(FilteredListPage):
    """« Outils » : the list of tools, by situation."""

    intro = models.CharField("en une phrase", max_length=250, blank=True, help_text="Ce que l’on trouve ici.")

    content_panels = [*Page.content_panels, FieldPanel("intro"), ADDRESS]
    promote_panels: list[Panel] = []
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.ToolPage"]
    max_count = 1
    page_description = "La liste des outils à remplir et à imprimer."

    class Meta:
        verbose_name = "liste des outils"


class ToolPage(PublishGate, ServedPage):
    """A tool to take home. What is typed in it stays on paper or in a file: the site asks for nothing."""

    class Office(models.TextChoices):
        """Whom the tool serves first."""

        CHAIR = "chair", "Présidence"
        SECRETARY = "secretary", "Secrétariat"
        TREASURER = "treasurer", "Trésorerie"
        BOARD = "board", "Conseil"
        FACILITATOR = "facilitator", "Animation"
        PEER = "peer", "Entraide et droits"
        EVERYONE = "everyone", "Tout le monde"

    class Situation(models.TextChoices):
        """What one is doing when one looks for the tool, in the order of the list."""

        MONEY = "money", "Tenir l’argent"
        ASSEMBLY = "assembly", "Préparer une assemblée générale"
        BOARD = "board", "Réunir le conseil"
        HAND_OVER = "hand_over", "Passer la main"
        EMPLOYER = "employer", "Employer une personne, signer une convention"
        DAILY = "daily", "La vie du groupe"
        RIGHTS = "rights", "Faire valoir un droit"

    TONES = {Office.FACILITATOR: Tone.FACILITATORS, Office.PEER: Tone.RIGHTS, Office.EVERYONE: Tone.EVERYONE}

    intro = models.CharField("en une phrase", max_length=250, help_text="À quoi sert l’outil, et quand.")
    office = models.CharField("à qui il sert d’abord", max_length=12, choices=Office.choices, default=Office.EVERYONE)
    situation = models.CharField("situation", max_length=12, choices=Situation.choices, default=Situation.DAILY)
    on_paper_only = models.BooleanField(
        "sur papier seulement",
        default=False,
        help_text="Ce que la personne y écrit ne regarde qu’elle : la page ne propose aucun fichier.",
    )
    how = StreamField(
        HowBlock([("steps", StepsBlock()), ("text", TextBlock()), ("warning", WarningBlock()), ("call", CallBlock())]),
        verbose_name="comment s’en servir",
        blank=True,
        help_text="Court : trois à six étapes suffisent.",
    )
    parts = StreamField(ToolPartsBlock(), verbose_name="l’outil")
    easy_read = StreamField(
        EasyReadBodyBlock(),
        verbose_name="version facile à lire",
        blank=True,
        help_text="Comment s’en servir, en phrases très courtes.",
    )

    content_panels = [
        *Page.content_panels,
        HelpPanel(template="content/admin/tool_help.html", heading="Avant d’écrire"),
        FieldPanel("intro"),
        MultiFieldPanel([FieldPanel("office"), FieldPanel("situation")], heading="Où on le trouve"),
        FieldPanel("parts"),
        FieldPanel("on_paper_only"),
        FieldPanel("how"),
        FieldPanel("easy_read"),
        InlinePanel(
            "sources",
            heading="Sources",
            label="Source",
            help_text="Les faits établis sur lesquels l’outil s’appuie. Rien n’est affirmé au-delà.",
        ),
        ADDRESS,
    ]
    promote_panels: list[Panel] = []
    search_fields = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.SearchField("how"),
        index.SearchField("parts"),
        index.SearchField("easy_read"),
    ]
    parent_page_types = ["content.ToolIndexPage"]
    subpage_types: list[str] = []
    page_description = "Un modèle à remplir : lettre, tableau avec calculs, liste à cocher, rétroplanning."

    class Meta:
        verbose_name = "outil"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    office__in=["chair", "secretary", "treasurer", "board", "facilitator", "peer", "everyone"]
                ),
                name="content_tool_office_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    situation__in=["money", "assembly", "board", "hand_over", "employer", "daily", "rights"]
                ),
                name="content_tool_situation_known",
            ),
        ]

    @property
    def address(self) -> str:
        """Return the path of the tool, without a query; "" for a tool without a slug (a first preview)."""
        return reverse("tools:tool", args=[self.slug]) if self.slug else ""

    @property
    def tone(self) -> Tone:
        """Return the colour of whom it serves."""
        return self.TONES.get(self.Office(self.office), Tone.BOARD)

    def clean(self) -> None:
        """Raise ValidationError for an address that content.tools.urls would not lead to this page."""
        super().clean()
        refuse_in_fields(self, bare=("title", "intro"))
        if not self.slug.isascii():
            raise ValidationError({"slug": "Seulement des lettres sans accent, des chiffres et des tirets."})
        if self.slug in TAKEN:
            raise ValidationError({"slug": f"Cette adresse est celle {TAKEN[self.slug]}. Choisissez-en une autre."})

    def read_parts(self) -> list[Part]:
        """Return the parts as they are drawn, on the screen, on paper and in files."""
        return read_all(writable_texts(as_read(raw_blocks(self.parts))))

    @property
    def shown_how(self) -> StreamValue:
        """Return how one uses it as it is read, key figures in their places."""
        return shown(self, "how")

    @property
    def shown_easy_read(self) -> StreamValue:
        """Return the easy version as it is read, key figures in words."""
        return shown(self, "easy_read", spelled=True)

    def reasons_to_wait(self, text: "ToolPage") -> list[str]:
        """Return why this text may not be published yet: it holds no part, or one that is not right."""
        parts = text.read_parts()
        if not parts:
            return ["Ajoutez une lettre, un tableau, une liste à cocher, un formulaire ou un rétroplanning."]
        unready = [part for part in parts if isinstance(part, Unready)]
        return [f"« {part.title.filled} » : {reason}" for part in unready for reason in part.reasons]

    def cited(self) -> list[dict[str, Any]]:
        """Return the sources, those of its key figures too, each once: title, address, the day it was checked."""
        said = [raw_blocks(stream) for stream in (self.how, self.parts, self.easy_read)]
        facts = [source.fact for source in self.sources.select_related("fact")]
        return as_sources([*facts, *(KeyFigure.objects.facts_of(said) if names_in(said) else ())])


class ToolSource(Orderable):
    """A fact that a tool cites. A cited fact cannot be deleted."""

    tool = ParentalKey(ToolPage, on_delete=models.CASCADE, related_name="sources")
    fact = models.ForeignKey(
        "content.Fact", on_delete=models.PROTECT, related_name="cited_in_tools", verbose_name="fait établi"
    )

    panels = [FieldPanel("fact")]

    class Meta(Orderable.Meta):
        verbose_name = "source"
        constraints = [models.UniqueConstraint(fields=["tool", "fact"], name="content_toolsource_once")]

    def __str__(self) -> str:
        return f"{self.tool} – {self.fact_id}"
