"""Key figures in the admin: their list, their form, « Repères à vérifier », and why one in use is not deleted."""

import datetime
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils import timezone
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from accounts.requests import MemberRequest
from content.figures_in_text.values import SAID_BY_THE_SITE
from content.key_figures.form import KeyFigureForm
from content.key_figures.standing import Use, uses
from content.models import KeyFigure
from lib.snippets import OwnSnippetViewSet

MOST_TITLES = 3
VIEW, CHANGE = "content.view_keyfigure", "content.change_keyfigure"


class KeyFigureViewSet(OwnSnippetViewSet):
    """« Repères »: the amounts and numbers that texts name."""

    model = KeyFigure
    icon = "tag"
    menu_label = "Repères"
    menu_name = "key-figures"
    menu_order = 522
    add_to_admin_menu = True
    base_url_path = "reperes"
    list_display = (
        "key",
        "value",
        "what",
        Column("in_a_text", label="À écrire dans un texte", accessor="in_a_text"),
        "check_on",
    )
    ordering = "key"
    edit_handler = ObjectList(
        [
            FieldPanel("key"),
            FieldPanel("what"),
            FieldPanel("value"),
            MultiFieldPanel(
                [FieldPanel("fact"), FieldPanel("read_on"), FieldPanel("check_on")], heading="D’où nous le tenons"
            ),
        ],
        base_form_class=KeyFigureForm,
    )


@dataclass(frozen=True)
class Row:
    """A key figure to be read again: where it is edited ("" for who may not), the pages where it stands."""

    figure: KeyFigure
    url: str
    pages: list[Use]


def _rows(request: HttpRequest) -> list[Row]:
    figures = list(KeyFigure.objects.select_related("fact").order_by("check_on", "key"))
    standing = uses() if figures else {}
    may_change = request.user.has_perm(CHANGE)
    return [
        Row(each, reverse(_edit_url(), args=[each.pk]) if may_change else "", standing.get(each.key, []))
        for each in figures
    ]


def _edit_url() -> str:
    return f"{KeyFigure.snippet_viewset.get_url_name('edit')}"


def to_check(request: HttpRequest) -> HttpResponse:
    """Show the key figures whose day to be read again has come, then the next ones, each with its pages."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    today = timezone.localdate()
    rows = _rows(request)
    return render(
        request,
        "content/admin/key_figures_to_check.html",
        {"sections": _sections(rows, today), "list_url": reverse(KeyFigure.snippet_viewset.get_url_name("list"))},
    )


def _sections(rows: list[Row], today: datetime.date) -> list[tuple[str, str, list[Row]]]:
    come = [row for row in rows if row.figure.check_on <= today]
    return [
        ("À relire maintenant", "Aucun repère n’est à relire aujourd’hui.", come),
        ("Les suivants", "Il n’y en a pas d’autre.", rows[len(come) :]),
    ]


class ToCheckItem(MenuItem):
    """« Repères à vérifier », for those who see key figures."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the member sees key figures."""
        return request.user.has_perm(VIEW)


def to_check_item() -> ToCheckItem:
    """Return the item of the menu, under the list of key figures."""
    return ToCheckItem(
        "Repères à vérifier",
        reverse_lazy("key_figures_to_check"),
        name="key-figures-to-check",
        icon_name="date",
        order=523,
    )


def to_check_url() -> list[URLPattern]:
    """Return the address /admin/reperes-a-verifier/."""
    return [path("reperes-a-verifier/", to_check, name="key_figures_to_check")]


def refuse_what_is_named(request: MemberRequest, snippets: list[Model]) -> HttpResponse | None:
    """Lead back to the list, with a sentence, who would delete a key figure that a text or the site names.

    A hook of Wagtail. Once gone, one that the site says could be made anew by who may only add, and read by all.
    """
    figures = [each for each in snippets if isinstance(each, KeyFigure)]
    standing = uses() if figures else {}
    for figure in figures:
        if figure.key in SAID_BY_THE_SITE or standing.get(figure.key):
            messages.error(request, _why_not(figure, standing.get(figure.key, [])))
            return redirect(KeyFigure.snippet_viewset.get_url_name("list"))
    return None


def _why_not(figure: KeyFigure, pages: list[Use]) -> str:
    if figure.key in SAID_BY_THE_SITE:
        return f"« {figure.key} » est dit par le site lui-même. Changez sa valeur, ne le supprimez pas."
    named = ", ".join(f"« {page.title} »" for page in pages[:MOST_TITLES])
    others = len(pages) - MOST_TITLES
    more = f" et {others} autre{'s' if others > 1 else ''}" if others > 0 else ""
    return f"« {figure.key} » est dans {named}{more}. Enlevez-le d’abord du texte, puis supprimez-le."
