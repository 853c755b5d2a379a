"""The end of a module."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from courses.feedback.forms import FeedbackForm
from courses.feedback.rules import is_asked
from courses.learning.after_finishing import doors_for
from courses.learning.lookup import Contents, find_contents
from courses.learning.path_order import way_back
from courses.learning.progress_store import store_of
from courses.learning.rehearsal import new_sitting, past_questions
from courses.learning.skill_offers import source_ref
from passport.models import SourceKind


@login_not_required
@require_safe
def finished(request: HttpRequest, module: str) -> HttpResponse:
    """Show « C’est fini » and what may come next; lead back to the module when it is not finished. Write nothing."""
    contents = find_contents(module)
    if not is_finished_by(request, contents):
        return redirect(contents.module.address)
    return finished_page(request, contents)


def is_finished_by(request: HttpRequest, contents: Contents) -> bool:
    """Return whether the reader finished the module."""
    return store_of(request).progress_in(contents.module.pk, contents.lesson_ids).finished


def finished_page(
    request: HttpRequest, contents: Contents, feedback: FeedbackForm | None = None, status: int = 200
) -> HttpResponse:
    """Return the page of the end of a module; `feedback`: what was just sent, to correct."""
    page, store = contents.module, store_of(request)
    proposals_url = reverse(
        "passport:proposals", kwargs={"source_kind": SourceKind.TRAINING.value, "source_ref": source_ref(page)}
    )
    context = {
        "module": page,
        "skills": contents.skills,
        "proposals_url": proposals_url,
        "way_back": way_back(request, page, store.begun_modules()),
        "doors": doors_for(request, contents),
        "rehearsal_url": new_sitting(page.slug) if past_questions(store.done_lessons()) else "",
        "feedback": (feedback or FeedbackForm()) if is_asked(request, page) else None,
    }
    return render(request, "courses/finished.html", context, status=status)
