"""The words explained, in the admin: their list, their form, and why one that stands in a lesson is not deleted."""

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.panels import FieldPanel

from content.glossary.standing import SAID_BY_THE_SITE, titles
from content.models import Term
from lib.snippets import OwnSnippetViewSet

MOST_TITLES = 3


class TermViewSet(OwnSnippetViewSet):
    """The words explained in lessons and on their page."""

    model = Term
    icon = "help"
    menu_label = "Mots expliqués"
    menu_name = "terms"
    menu_order = 521
    add_to_admin_menu = True
    base_url_path = "mots"
    list_display = ("word", "meaning")
    list_filter = ("always_listed",)
    ordering = "folded"
    # Listed, a word is read by all at once: this is publishing. The other words wait for a published lesson.
    panels = (
        FieldPanel("word"),
        FieldPanel("meaning"),
        FieldPanel("always_listed", permission="content.change_term"),
    )


def refuse_what_stands(request: HttpRequest, snippets: list[Model]) -> HttpResponse | None:
    """Lead back to the list, with a sentence, whoever would delete a word that a lesson or the site explains.

    A hook of Wagtail. Once gone, one that the site explains could be made anew by who may only add, and read at once.
    """
    terms = [each for each in snippets if isinstance(each, Term)]
    standing = titles() if terms else {}
    for term in terms:
        if term.key in SAID_BY_THE_SITE or standing.get(term.pk):
            messages.error(request, _why_not(term, standing.get(term.pk, [])))
            return redirect(TermViewSet.model.snippet_viewset.get_url_name("list"))
    return None


def _why_not(term: Term, lessons: list[str]) -> str:
    if term.key in SAID_BY_THE_SITE:
        return f"« {term.word} » est expliqué par le site lui-même. Changez son sens, ne le supprimez pas."
    named = ", ".join(f"« {title} »" for title in lessons[:MOST_TITLES])
    others = len(lessons) - MOST_TITLES
    more = f" et {others} autre{'s' if others > 1 else ''}" if others > 0 else ""
    return f"« {term.word} » est expliqué dans {named}{more}. Enlevez-le d’abord de la leçon, puis supprimez-le."
