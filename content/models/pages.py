"""The home page and plain text pages."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from content.as_shown import ShownForm
from content.blocks import DoorsBlock, TextBodyBlock
from content.figures_in_text.faults import refuse_in_fields
from content.figures_in_text.values import shown
from content.kept_versions import KeptVersions
from content.models.panels import ADDRESS
from content.serving import ServedPage, reachable


class HomePage(ServedPage):
    """The home page: the promise, and a door for each public."""

    promise = models.CharField("la promesse", max_length=120)
    lede = models.CharField("en une phrase", max_length=250)
    doors = StreamField(DoorsBlock(), verbose_name="portes", blank=True)

    content_panels = [*Page.content_panels, FieldPanel("promise"), FieldPanel("lede"), FieldPanel("doors"), ADDRESS]
    promote_panels: list[Panel] = []
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "content.TextPage",
        "content.PracticeIndexPage",
        "content.ToolIndexPage",
        "courses.ModuleIndexPage",
        "courses.PathIndexPage",
    ]
    max_count = 1
    page_description = "L’accueil du site : la promesse et les portes d’entrée."
    template = "content/home_page.html"

    class Meta:
        verbose_name = "accueil"

    def open_doors(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Return the doors whose page readers can reach, each with its address. One query: the blocks load no page."""
        doors = [{"pictogram": "", **door["value"]} for door in self.doors.raw_data]
        pages = reachable(Page.objects).in_bulk([door["page"] for door in doors])
        return [{"door": door, "url": pages[door["page"]].get_url(request)} for door in doors if door["page"] in pages]


class TextPage(KeptVersions):
    """A page of text: about, thanks, how a new group joins."""

    body = StreamField(TextBodyBlock(), verbose_name="texte")

    base_form_class = ShownForm
    content_panels = [*Page.content_panels, FieldPanel("body"), ADDRESS]
    promote_panels: list[Panel] = []
    search_fields = [*Page.search_fields, index.SearchField("body")]
    parent_page_types = ["content.HomePage"]
    subpage_types: list[str] = []
    page_description = "Une page de texte simple."
    template = "content/text_page.html"

    class Meta:
        verbose_name = "page de texte"

    def clean(self) -> None:
        """Raise ValidationError for a title that names a key figure: it is shown as typed."""
        super().clean()
        refuse_in_fields(self, bare=("title",))

    @property
    def shown_body(self) -> StreamValue:
        """Return the text as it is read, key figures in their places."""
        return shown(self, "body")
