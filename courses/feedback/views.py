"""An answer about a module finished, and what the editors read of them all."""

import dataclasses

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from content.admin.roles import writes_pages
from courses.feedback import rules
from courses.feedback.forms import FeedbackForm
from courses.learning.finish_views import finished_page, is_finished_by
from courses.learning.lookup import find_contents
from courses.models import Feedback, ModulePage
from lib.http import INVALID, TOO_MANY, form_view, same_origin
from lib.limits import within_limit

THANKS = "Merci. Votre réponse est gardée, sans votre nom."
MANY_TODAY = "Beaucoup de réponses sont venues de votre connexion aujourd’hui. Essayez demain : votre ligne reste ici."
MOST_LINES = 100  # of one module, on the page of the editors


@login_not_required
@same_origin
@form_view
def give(request: HttpRequest, module: str) -> HttpResponse:
    """Keep whether a module served, once a browser; lead back to its end. A GET, or a module not finished, keeps none.

    The answer holds neither the person nor the session. Raise Http404 without such a module.
    """
    contents = find_contents(module)
    end = redirect("courses:finished", contents.module.slug)
    if (
        request.method != "POST"
        or not is_finished_by(request, contents)
        or not rules.is_asked(request, contents.module)
    ):
        return end
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return finished_page(request, contents, form, status=INVALID)
    if not within_limit(request, "feedback"):
        form.add_error(None, MANY_TODAY)
        return finished_page(request, contents, form, status=TOO_MANY)
    if not rules.take_turn(request, contents.module):  # pressed several times at once: one of them is kept
        return end
    rules.keep(request, contents.module, form.save(commit=False))
    messages.success(request, THANKS)
    return end


@dataclasses.dataclass(frozen=True)
class Told:
    """What enough people said of a module: a label and a number for each answer, then the lines."""

    module: ModulePage
    counts: list[tuple[str, int]]
    words: list[str]
    more: int = 0


@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """Show, for each module that enough people answered about, how many gave each answer, and their lines.

    Raise PermissionDenied for whoever writes no page.
    """
    if not writes_pages(request.user):
        raise PermissionDenied
    counted = Feedback.read_from_enough(Feedback.Subject.MODULE)
    words = Feedback.words_about(Feedback.Subject.MODULE, list(counted))
    modules = ModulePage.objects.filter(translation_key__in=counted).order_by("path")
    rows = [
        Told(
            module,
            [(label, counted[key].get(answer, 0)) for answer, label in Feedback.Answer.choices],
            words.get(key, [])[:MOST_LINES],
            max(len(words.get(key, [])) - MOST_LINES, 0),
        )
        for module in modules
        if (key := rules.subject_key(module)) in counted
    ]
    return render(request, "courses/admin/feedback.html", {"rows": rows})


class FeedbackItem(MenuItem):
    """The item « Retours », for whoever writes or publishes."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the member writes pages."""
        return writes_pages(request.user)


def feedback_item() -> FeedbackItem:
    """Return the item, below the list of modules."""
    return FeedbackItem("Retours", reverse_lazy("courses_feedback"), name="feedback", icon_name="comment", order=155)


def feedback_url() -> list[URLPattern]:
    """Return the address /admin/retours/."""
    return [path("retours/", told, name="courses_feedback")]
