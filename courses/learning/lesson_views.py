"""The POSTs of a lesson: mark it done or to come back to, answer a question. Their origin replaces the CSRF token."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts import card_only
from content.serving import refuse_unreadable
from courses.learning.exercises.base import Answer
from courses.learning.lookup import Reading, find_reading, lesson_address
from courses.learning.pair_credit import credit_second_person
from courses.learning.progress_store import SESSION_KEY, Mark, ProgressStore, store_of
from courses.learning.quiz import attempt_number
from courses.learning.screens.lesson import lesson_screen
from courses.learning.skill_offers import offer_skills
from lib.http import INVALID, form_view, same_origin
from lib.limits import too_many, within_limit

UNKNOWN_QUESTION = "Cette question n’est plus dans la leçon. Vous pouvez continuer."
UNKNOWN_MARK = "Ce bouton n’a pas été compris. Choisissez « J’ai fini cette leçon » ou « Je veux y revenir »."


def _reading(request: HttpRequest, module: str, lesson: str) -> Reading:
    """Return the lesson with what stands around it. Raise Http404 when the reader may not read it."""
    reading = find_reading(module, lesson)
    refuse_unreadable(request, reading.lesson)
    return reading


def _show(
    request: HttpRequest,
    reading: Reading,
    store: ProgressStore,
    status: int,
    answer: Answer | None = None,
    problem: str = "",
) -> HttpResponse:
    """Return the page of the lesson, never drawn from what is kept for other readers."""
    cast("Any", request).is_preview = False  # as Wagtail says it of a page it serves
    context = {"page": reading.lesson, "self": reading.lesson}
    context |= lesson_screen(request, reading, store, answer=answer, problem=problem)
    return render(request, reading.lesson.template, context, status=status)


@card_only.is_enough
@login_not_required
@same_origin
@form_view
def mark(request: HttpRequest, module: str, lesson: str) -> HttpResponse:
    """Keep « fini », « y revenir » or neither, then lead on. A GET (back button, bookmark) leads to the lesson."""
    reading = _reading(request, module, lesson)
    if request.method != "POST":
        return redirect(lesson_address(reading.module, reading.lesson))
    store, action = store_of(request), request.POST.get("action", "")
    shown = card_only.is_on(request)
    if action not in Mark.values or (shown and action == Mark.UNDO):
        return _show(request, reading, store, status=INVALID, problem=UNKNOWN_MARK)
    if _begins_a_session(request) and not within_limit(request, "progress"):
        return too_many(request)
    finished = store.mark(reading.module.pk, reading.lesson.pk, Mark(action), reading.lesson_ids)
    person = card_only.person_of(request)
    if finished and person:
        offer_skills(person, reading.module)
    given = Mark(action)
    response = _lead_on_unread(request, reading, given) if shown else _lead_on(request, reading, given, finished)
    if given == Mark.DONE:
        credit_second_person(request, reading)
    return response


def _begins_a_session(request: HttpRequest) -> bool:
    """Return whether the mark would be the first thing that a visitor's session keeps: a row, for two weeks."""
    is_visitor = not request.user.is_authenticated and not card_only.is_on(request)
    return is_visitor and SESSION_KEY not in request.session


def _lead_on_unread(request: HttpRequest, reading: Reading, given: Mark) -> HttpResponse:
    """Redirect as `_lead_on` would, but whatever was done before: a card alone tells nothing of it."""
    messages.success(request, f"« {reading.lesson.title} » : c’est noté pour vous.")
    if given == Mark.COME_BACK:
        return redirect(lesson_address(reading.module, reading.lesson))
    if reading.following:
        return redirect(lesson_address(reading.module, reading.following))
    return redirect(reading.module.address)


def _lead_on(request: HttpRequest, reading: Reading, given: Mark, finished: bool) -> HttpResponse:
    """Redirect, after « fini », to the next lesson or the end of the module; otherwise to the same lesson."""
    if finished:
        return redirect("courses:finished", reading.module.slug)
    if given == Mark.COME_BACK:
        messages.success(request, "C’est noté : cette leçon est marquée « à revoir » dans la liste des leçons.")
    elif given == Mark.UNDO:
        messages.success(request, "C’est annulé. Vous pouvez reprendre cette leçon quand vous voulez.")
    elif reading.following:
        messages.success(request, f"« {reading.lesson.title} » : c’est fait. Voici la leçon suivante.")
        return redirect(lesson_address(reading.module, reading.following))
    else:
        return redirect("courses:finished", reading.module.slug)
    return redirect(lesson_address(reading.module, reading.lesson))


@card_only.is_enough
@login_not_required
@same_origin
@form_view
def answer(request: HttpRequest, module: str, lesson: str) -> HttpResponse:
    """Show the lesson again with the result under the question that the reader answered, as often as they like."""
    reading = _reading(request, module, lesson)
    if request.method != "POST":
        return redirect(lesson_address(reading.module, reading.lesson))
    store, question = store_of(request), reading.questions.get(request.POST.get("question", ""))
    if question is None:
        return _show(request, reading, store, status=INVALID, problem=UNKNOWN_QUESTION)
    given = question.answer(request.POST.getlist("choices"), attempt_number(request.POST.get("attempt", "")))
    if given.error:
        return _show(request, reading, store, status=INVALID, answer=given)
    store.record_try(reading.module.pk, reading.lesson.pk, question.id, given.attempt, given.is_right)
    return _show(request, reading, store, status=200, answer=given)
