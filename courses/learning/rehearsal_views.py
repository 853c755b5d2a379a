"""« Je m'entraîne »: past questions, mixed, one a page. Answers go by the address, as in a preview: nothing is kept."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import card_only
from courses.learning.exercises.base import Answer
from courses.learning.progress_store import store_of
from courses.learning.quiz import attempt_number
from courses.learning.rehearsal import (
    MODULE,
    MOST,
    NUMBER,
    SEED,
    SEEDS,
    PastQuestion,
    Sitting,
    Turn,
    new_sitting,
    past_questions,
)
from courses.learning.screens.lesson import shown_after
from lib.http import INVALID, number_in

GONE = "Cette question n’est plus dans vos leçons finies. En voici une autre."
NONE_THERE = "Il n’y a pas de question à reprendre dans cette formation. Choisissez-en une autre."


@login_not_required
@never_cache
@require_safe
def rehearsal(request: HttpRequest) -> HttpResponse:
    """Show where to begin, a question of the sitting that the address says, or its end. Write nothing.

    A card alone tells nothing of what its owner did: there, as for whoever has done no lesson, there is no question.
    """
    past = past_questions(store_of(request).done_lessons())
    if not past:
        return _page(request, "empty", {"card_is_shown": card_only.is_on(request)})
    module, seed = request.GET.get(MODULE, ""), number_in(request.GET.get(SEED, ""), SEEDS - 1)
    sitting = Sitting.of(seed or 0, module, past)
    if seed is None or not sitting.total:
        return _start(request, past, problem="" if sitting.total else NONE_THERE)
    number = number_in(request.GET.get(NUMBER, ""), MOST + 1) or 1
    return _question(request, past, Turn(sitting, number))


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, f"courses/rehearsal_{name}.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _start(request: HttpRequest, past: list[PastQuestion], problem: str) -> HttpResponse:
    """Show how it goes, and the modules to choose from when there are several."""
    modules = {each.module.slug: each.module.title for each in past}
    choices = [(title, new_sitting(slug)) for slug, title in modules.items()] if len(modules) > 1 else []
    context = {"url": new_sitting(), "choices": choices, "problem": problem}
    return _page(request, "start", context, INVALID if problem else 200)


def _question(request: HttpRequest, past: list[PastQuestion], turn: Turn) -> HttpResponse:
    """Show a question, the one just answered wherever it stands now; after the last one, the end."""
    answered = request.GET.get("question", "")
    found = next((each for each in past if each.question.id == answered), None)
    problem = GONE if answered and not found else ""
    number = min(turn.number, turn.sitting.total)
    if not answered and turn.number > turn.sitting.total:
        return _page(request, "end", {"url": new_sitting(turn.sitting.module)})
    shown = found or turn.sitting.questions[number - 1]
    given = _answer(request, found)
    turn = Turn(turn.sitting, number)
    context = {
        "turn": turn,
        "here": f"{request.path}{turn.address}",  # where « Confort de lecture » comes back to
        "past": shown,
        "module": shown.module,
        "asked": shown_after(shown.question, 1, given),
        "answer": given,
        "problem": problem,
    }
    return _page(request, "question", context, INVALID if problem or (given and given.error) else 200)


def _answer(request: HttpRequest, found: PastQuestion | None) -> Answer | None:
    """Return the answer that the address holds, if any."""
    if found is None:
        return None
    return found.question.answer(request.GET.getlist("choices"), attempt_number(request.GET.get("attempt", "")))
