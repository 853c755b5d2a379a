"""« Mots de recherche » in the admin: what people type, and what our texts say."""

from wagtail.admin.panels import FieldPanel

from content.models import SearchWord
from lib.snippets import OwnSnippetViewSet


class SearchWordViewSet(OwnSnippetViewSet):
    """The words of the search, kept by editors."""

    model = SearchWord
    icon = "search"
    menu_label = "Mots de recherche"
    menu_name = "search-words"
    menu_order = 523
    add_to_admin_menu = True
    base_url_path = "mots-de-recherche"
    list_display = ("__str__", "typed", "means")
    search_fields = ("typed", "means")
    ordering = ("folded",)
    panels = (FieldPanel("typed"), FieldPanel("means"))
