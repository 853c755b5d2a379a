"""The skills catalogue in the admin. A skill is retired, never deleted: entries of passports stand on it."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets.slug import SlugInput
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from lib.snippets import OwnSnippetViewSet
from passport.models import HealthWord, Skill, SkillDomain


class SkillViewSet(OwnSnippetViewSet):
    model = Skill
    icon = "pick"
    menu_label = "Compétences"
    base_url_path = "competences/liste"
    list_display = ("label", "domain", "description", BooleanColumn("is_active", label="Proposée"))
    list_filter = ("domain", "is_active")
    ordering = ("domain__order", "order", "label")
    panels = (
        TitleFieldPanel("label", targets=["slug"], placeholder="Nom"),
        FieldPanel("slug", widget=SlugInput),
        FieldPanel("description"),
        FieldPanel("domain"),
        FieldPanel("pictogram", help_text="Le code OpenMoji du dessin, par exemple 1F372."),
        FieldPanel("everyday_words"),
        InlinePanel("indicators", heading="Ce que l’on voit quand quelqu’un le fait", label="Indice"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("rome_code"), FieldPanel("rome_label")]), FieldPanel("collective_unit")],
            heading="Vers l’emploi",
            help_text="La famille de métiers la plus proche. Ce n’est pas une équivalence.",
        ),
        FieldPanel("order"),
        FieldPanel(
            "is_active",
            help_text="Décochez pour ne plus la proposer\N{NO-BREAK SPACE}: les passeports qui la portent la gardent.",
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return skills with their family: one query for the list."""
        return Skill.objects.select_related("domain")


class SkillDomainViewSet(OwnSnippetViewSet):
    model = SkillDomain
    icon = "folder-open-inverse"
    menu_label = "Familles"
    base_url_path = "competences/familles"
    list_display = ("label", "order")
    ordering = ("order", "label")
    panels = (
        TitleFieldPanel("label", targets=["slug"], placeholder="Nom"),
        FieldPanel("slug", widget=SlugInput),
        FieldPanel("pictogram", help_text="Le code OpenMoji du dessin, par exemple 1F372."),
        FieldPanel("order"),
    )


class SkillGroup(SnippetViewSetGroup):
    items = (SkillViewSet, SkillDomainViewSet)
    menu_label = "Compétences"
    menu_name = "skills"
    menu_icon = "pick"
    menu_order = 510


class HealthWordViewSet(OwnSnippetViewSet):
    """The words that make the site warn before a text is shared."""

    model = HealthWord
    icon = "warning"
    menu_label = "Mots sensibles"
    menu_order = 540
    add_to_settings_menu = True
    base_url_path = "mots-sensibles"
    list_display = ("word", "kind")
    list_filter = ("kind",)
    search_fields = ("word",)
    ordering = ("folded",)
    panels = (FieldPanel("word"), FieldPanel("kind"))


register_snippet(SkillGroup)
register_snippet(HealthWordViewSet)
