"""The end of a module."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from courses.learning.lookup import find_contents
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
    page = contents.module
    store = store_of(request)
    progress = store.progress_in(page.pk, contents.lesson_ids)
    if not progress.finished:
        return redirect(page.address)
    proposals_url = reverse(
        "passport:proposals", kwargs={"source_kind": SourceKind.TRAINING.value, "source_ref": source_ref(page)}
    )
    context = {
        "module": page,
        "skills": contents.skills,
        "proposals_url": proposals_url,
        "way_back": way_back(request, page, store.begun_modules()),
        "rehearsal_url": new_sitting(page.slug) if past_questions(progress.done) else "",
    }
    return render(request, "courses/finished.html", context)
