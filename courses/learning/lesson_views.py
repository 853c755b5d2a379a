"""What one does in a lesson: say it is done or to come back to, answer a question. The proof is the origin."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from content.serving import refuse_unreadable
from courses.learning.lookup import Reading, find_reading, lesson_address
from courses.learning.progress_store import Mark, ProgressStore, store_of
from courses.learning.quiz import Answer, attempt_number
from courses.learning.screens.lesson import lesson_screen
from courses.learning.skill_offers import offer_skills
from lib.http import INVALID, same_origin

UNKNOWN_QUESTION = "Cette question n’est plus dans la leçon. Vous pouvez continuer."
UNKNOWN_MARK = "Ce bouton n’a pas été compris. Choisissez « J’ai fini cette leçon » ou « Je veux y revenir »."


def _reading(request: HttpRequest, module: str, lesson: str) -> Reading:
    """Return the lesson with what stands around it. Raise Http404 when the reader may not read it."""
    reading = find_reading(module, lesson)
    refuse_unreadable(request, reading.lesson)
    return reading


def _shown(
    request: HttpRequest,
    reading: Reading,
    store: ProgressStore,
    status: int,
    answer: Answer | None = None,
    problem: str = "",
) -> HttpResponse:
    cast("Any", request).is_preview = False  # as Wagtail says it of a page it serves
    context = {"page": reading.lesson, "self": reading.lesson}
    context |= lesson_screen(request, reading, store, answer=answer, problem=problem)
    return render(request, reading.lesson.template, context, status=status)


@login_not_required
@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: HttpRequest, module: str, lesson: str) -> HttpResponse:
    """Keep « fini », « y revenir » or neither, then go on. A GET (the back button, a bookmark) shows the lesson."""
    reading = _reading(request, module, lesson)
    if request.method != "POST":
        return redirect(lesson_address(reading.module, reading.lesson))
    store, asked = store_of(request), request.POST.get("action", "")
    if asked not in Mark.values:
        return _shown(request, reading, store, status=INVALID, problem=UNKNOWN_MARK)
    finished = store.mark(reading.module.pk, reading.lesson.pk, Mark(asked), reading.lesson_ids)
    if finished and request.user.is_authenticated:
        offer_skills(request.user, reading.module)
    return _onward(request, reading, Mark(asked), finished)


def _onward(request: HttpRequest, reading: Reading, asked: Mark, finished: bool) -> HttpResponse:
    """After « fini »: the next lesson, or the end of the module. Otherwise the same lesson."""
    if finished:
        return redirect("courses:finished", reading.module.slug)
    if asked == Mark.COME_BACK:
        messages.success(request, "C’est noté : cette leçon est marquée « à revoir » dans la liste des leçons.")
    elif asked == Mark.UNDO:
        messages.success(request, "C’est annulé. Vous pouvez reprendre cette leçon quand vous voulez.")
    elif reading.following:
        messages.success(request, f"« {reading.lesson.title} » : c’est fait. Voici la leçon suivante.")
        return redirect(lesson_address(reading.module, reading.following))
    else:
        return redirect("courses:finished", reading.module.slug)
    return redirect(lesson_address(reading.module, reading.lesson))


@login_not_required
@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, module: str, lesson: str) -> HttpResponse:
    """Answer a question: the lesson again, with what to say under the question. As often as one likes."""
    reading = _reading(request, module, lesson)
    if request.method != "POST":
        return redirect(lesson_address(reading.module, reading.lesson))
    store, question = store_of(request), reading.questions.get(request.POST.get("question", ""))
    if question is None:
        return _shown(request, reading, store, status=INVALID, problem=UNKNOWN_QUESTION)
    given = question.answer(request.POST.getlist("choices"), attempt_number(request.POST.get("attempt", "")))
    if given.error:
        return _shown(request, reading, store, status=INVALID, answer=given)
    store.answered(reading.module.pk, question.id, given.is_right)
    return _shown(request, reading, store, status=200, answer=given)
