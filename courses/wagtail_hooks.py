"""The training in the admin: its list in the menu, the publics, the offices."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, InlinePanel, TitleFieldPanel
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.slug import SlugInput
from wagtail.snippets.models import register_snippet

from courses.editing import hooks as editing_hooks
from courses.editing.widgets import SkillsByFamily
from courses.feedback.views import feedback_item, feedback_url
from courses.group_readings.desk_views import readings_urls
from courses.group_remarks.desk_views import remarks_item, remarks_urls
from courses.models import Audience, ModulePage, OfficeTraining
from lib.snippets import OwnSnippetViewSet

__all__ = ["AudienceViewSet", "ModuleListing", "OfficeTrainingViewSet", "editing_hooks"]


class ModuleIndexView(IndexView):
    """The list of modules, whose button says « Écrire une formation »."""

    add_item_label = "Écrire une formation"


class ModuleListing(PageListingViewSet):
    """« Formations »: every module, wherever it stands in the tree."""

    model = ModulePage
    index_view_class = ModuleIndexView
    icon = "form"
    menu_label = "Formations"
    menu_order = 150
    add_to_admin_menu = True


class AudienceViewSet(OwnSnippetViewSet):
    """The publics that modules speak to."""

    model = Audience
    icon = "group"
    menu_label = "Publics"
    menu_order = 530
    add_to_settings_menu = True
    base_url_path = "publics"
    list_display = ("label", "tone", "order")
    ordering = "order"
    panels = (
        TitleFieldPanel("label", targets=["slug"], placeholder="Nom"),
        FieldPanel("slug", widget=SlugInput),
        FieldPanel("tone"),
        FieldPanel("order"),
    )


class OfficeTrainingViewSet(OwnSnippetViewSet):
    """The path and module that each office opens, and the skills that its end offers."""

    model = OfficeTraining
    icon = "user"
    menu_label = "Fonctions du bureau"
    menu_order = 535
    add_to_settings_menu = True
    base_url_path = "fonctions"
    list_display = ("__str__", "module", "path")
    ordering = "office"
    panels = (
        FieldPanel("office"),
        FieldPanel("module"),
        InlinePanel("following", heading="Formations à lire ensuite, dans l’ordre", label="Formation"),
        FieldPanel("path"),
        FieldPanel("skills", widget=SkillsByFamily),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the rows with the pages they show, in one query."""
        return OfficeTraining.objects.select_related("module", "path")


hooks.register("register_admin_urls", feedback_url)
hooks.register("register_admin_menu_item", feedback_item)
hooks.register("register_admin_urls", remarks_urls)
hooks.register("register_admin_urls", readings_urls)
hooks.register("register_admin_menu_item", remarks_item)


@hooks.register("register_admin_viewset")
def module_listing() -> ModuleListing:
    """Return the viewset that puts « Formations » in the menu."""
    return ModuleListing("formations")


register_snippet(AudienceViewSet)
register_snippet(OfficeTrainingViewSet)
