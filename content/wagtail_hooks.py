"""Hooks of the admin: its colours, a short menu, its home, the facts."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.components import Component
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.models import register_snippet

from accounts.models import User
from accounts.requests import MemberRequest
from content.admin import action_menu
from content.admin.guide import guide_item, guide_url
from content.admin.opening import opening_steps
from content.admin.recordings import in_chooser
from content.admin.redirects import redirect_urls
from content.admin.roles import MODERATORS
from content.error_reports.desk import error_reports_item, error_reports_urls
from content.finding.admin import SearchWordViewSet
from content.glossary.admin import TermViewSet, refuse_what_stands
from content.key_figures.admin import KeyFigureViewSet, refuse_what_is_named, to_check_item, to_check_url
from content.models import Fact, ToolPage
from content.practices.colleagues.desk_views import colleagues_urls
from content.practices.review.hooks import desk_urls, read_in_the_editor, to_read_item
from content.practices.review.shown_sheets import in_choosers
from content.practices.sheets.aliases import stay_with_their_sheets
from content.publishing.gate import asked_of_the_editor
from content.serving import refuse_who_may_not
from content.shown_files import refuse_unpublished
from content.unanswered.admin import unanswered_item, unanswered_url
from lib.snippets import OwnSnippetViewSet

hooks.register("register_admin_urls", redirect_urls, order=-1)  # before Wagtail's own
hooks.register("register_admin_urls", desk_urls)
hooks.register("register_admin_urls", colleagues_urls)
hooks.register("register_admin_menu_item", to_read_item)
hooks.register("register_admin_urls", error_reports_urls)
hooks.register("register_admin_menu_item", error_reports_item)
hooks.register("register_admin_urls", guide_url)
hooks.register("register_admin_menu_item", guide_item)
hooks.register("before_publish_page", read_in_the_editor)
hooks.register("before_convert_alias_page", stay_with_their_sheets)
hooks.register("before_publish_page", asked_of_the_editor, order=1)  # a reading is recorded even when one is missing
hooks.register("construct_page_action_menu", action_menu.use_our_words)
hooks.register("construct_page_chooser_queryset", in_choosers)
hooks.register("construct_media_chooser_queryset", in_chooser)
hooks.register("before_delete_snippet", refuse_what_stands)
hooks.register("before_delete_snippet", refuse_what_is_named)
hooks.register("register_admin_urls", to_check_url)
hooks.register("register_admin_menu_item", to_check_item)
hooks.register("register_admin_urls", unanswered_url)
hooks.register("register_admin_menu_item", unanswered_item)
# Before Wagtail asks the password of a closed collection.
hooks.register("before_serve_document", refuse_unpublished, order=-1)

hooks.register("on_serve_page", refuse_who_may_not, order=-1)

# Help about Wagtail itself, which nobody uses here.
NOT_SHOWN = {"help"}
FOR_MODERATORS = {"reports"}


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """Return the links to the colours and fonts of the site, and to the desk of the moderators."""
    sheets = [(static(f"css/{name}.css"),) for name in ("admin", "admin-desk")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("insert_editor_js")
def admin_paste() -> SafeString:
    """Return the script that hands the editor of rich text a paste without the style sheet of Word."""
    return format_html('<script src="{}"></script>', static("js/admin-paste.js"))


@hooks.register("construct_main_menu")
def short_menu(request: MemberRequest, items: list[MenuItem]) -> None:
    """Leave in the menu only what is used; to editors, only what they write with."""
    hidden = NOT_SHOWN if _may_publish(request.user) else NOT_SHOWN | FOR_MODERATORS
    items[:] = [item for item in items if item.name not in hidden]


def _may_publish(user: User) -> bool:
    return user.is_superuser or user.groups.filter(name=MODERATORS).exists()


class FirstSteps(Component):
    """The three steps of writing, on the home of the admin."""

    order = 50
    template_name = "content/admin/first_steps.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Return whether the member publishes, or submits."""
        return {"may_publish": _may_publish(parent_context["request"].user)}


hooks.register("construct_homepage_panels", opening_steps)


@hooks.register("construct_homepage_panels")
def first_steps(request: HttpRequest, panels: list[Component]) -> None:
    """Put the three steps on the home of the admin."""
    panels.append(FirstSteps())


class FactViewSet(OwnSnippetViewSet):
    """The facts: what lessons may state, with its source."""

    model = Fact
    icon = "clipboard-list"
    menu_label = "Faits établis"
    menu_name = "facts"
    menu_order = 520
    add_to_admin_menu = True
    base_url_path = "faits"
    list_display = ("key", "statement", "source_title", "confidence", "checked_on")
    list_filter = ("confidence",)
    ordering = "key"
    panels = (
        FieldPanel("key", help_text="Un nom court que vous choisissez, sans espace ni accent. Par exemple : CAISSE-1."),
        FieldPanel("statement"),
        MultiFieldPanel(
            [FieldPanel("source_title"), FieldPanel("url"), FieldPanel("confidence"), FieldPanel("checked_on")],
            heading="D’où nous le tenons",
        ),
    )


class ToolIndexView(IndexView):
    """The list of tools, whose button says « Écrire un outil »."""

    add_item_label = "Écrire un outil"


class ToolListing(PageListingViewSet):
    """« Outils »: every tool, published or not."""

    model = ToolPage
    index_view_class = ToolIndexView
    icon = "download"
    menu_label = "Outils"
    menu_order = 155
    add_to_admin_menu = True


@hooks.register("register_admin_viewset")
def tool_listing() -> ToolListing:
    """Return the viewset that puts « Outils » in the menu."""
    return ToolListing("outils")


register_snippet(FactViewSet)
register_snippet(TermViewSet)
register_snippet(KeyFigureViewSet)
register_snippet(SearchWordViewSet)
