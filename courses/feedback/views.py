"""An answer about a module finished, and what the editors read of them all."""

import dataclasses
from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from accounts.requests import MemberRequest
from content.admin.roles import writes_pages
from content.practices.privacy_hints import remarks as hints
from courses.feedback import rules
from courses.feedback.forms import FeedbackForm
from courses.learning.finish_views import finished_page
from courses.learning.lookup import find_contents
from courses.models import Feedback, ModulePage
from lib.http import INVALID, TOO_MANY, form_view, same_origin
from lib.limits import within_limit
from lib.text import fold

THANKS = "Merci. Votre réponse est gardée, sans votre nom."
MANY_TODAY = "Beaucoup de réponses sont venues de votre connexion aujourd’hui. Essayez demain : votre ligne reste ici."
MOST_LINES = 100  # of one module, on the page of the editors


@same_origin
@form_view
def give(request: MemberRequest, module: str) -> HttpResponse:
    """Keep whether a module served, once an account; lead back to its end. A GET, or a module not finished, keeps none.

    A hint asks once more. The answer holds no person. Raise Http404 without such a module.
    """
    contents = find_contents(module)
    end = redirect("courses:finished", contents.module.slug)
    if request.method != "POST" or not rules.is_asked(request, contents.module):
        return end
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return finished_page(request, contents, form, status=INVALID)
    form.remarks = hints(form.cleaned_data["words"], request.user)
    if set(form.remarks) - set(request.POST.getlist("already_said")):
        return finished_page(request, contents, form, status=INVALID)
    if not within_limit(request, "feedback"):
        form.add_error(None, MANY_TODAY)
        return finished_page(request, contents, form, status=TOO_MANY)
    if rules.keep(request.user, contents.module, form.save(commit=False)):
        messages.success(request, THANKS)
    return end


@dataclasses.dataclass(frozen=True)
class Told:
    """What enough people said of a module: a label and a number for each answer, then the lines."""

    module: ModulePage
    counts: list[tuple[str, int]]
    words: list[str]
    more: int = 0


def _told(module: ModulePage, shown: list[tuple[str, str]]) -> Told:
    counted = Counter(answer for answer, _ in shown)
    lines = sorted((words for _, words in shown if words), key=lambda words: (fold(words), words))
    return Told(
        module,
        [(label, counted[answer]) for answer, label in Feedback.Answer.choices],
        lines[:MOST_LINES],
        max(len(lines) - MOST_LINES, 0),
    )


@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """Show, for each module that enough people answered about, how many gave each answer, and their lines.

    Raise PermissionDenied for whoever writes no page.
    """
    if not writes_pages(request.user):
        raise PermissionDenied
    shown = Feedback.shown(Feedback.Subject.MODULE)
    modules = ModulePage.objects.filter(translation_key__in=shown).order_by("path")
    rows = [_told(module, shown[rules.subject_key(module)]) for module in modules]
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
