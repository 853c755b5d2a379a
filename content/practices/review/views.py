"""The desk of the moderators: the queue, a case with its history, and the actions on it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from accounts.requests import MemberRequest
from content.models import (
    ColleagueAnswer,
    ColleagueQuestion,
    PracticeMessage,
    PracticePage,
    Question,
    ReviewCase,
    ReviewStep,
    Tried,
)
from content.models.headings import WRITTEN
from content.models.reviewing import ReviewCaseQuerySet
from content.practices.permissions import moderates
from content.practices.privacy_hints import remarks
from content.practices.review import actions
from content.practices.review.case_words import case_words
from content.practices.review.forms import HandOverCaseForm, NoteForm
from content.publishing import set_hours, two_readers
from content.publishing.gate import NotReadyError
from lib.http import INVALID

CASES_A_PAGE = 50
View = Callable[..., HttpResponse]
NOTES: dict[str, dict[str, Any]] = {
    "remark": {"label": "Votre remarque, pour la personne qui a écrit", "longest": 2000},
    "refuse": {"label": "Pourquoi, pour la personne qui a écrit", "longest": 500},
    "hand_over": {"label": "Pourquoi"},
}


def for_moderators(view: View) -> View:
    """Refuse (403) a member who does not moderate, as Wagtail does."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not moderates(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped


def _cases() -> ReviewCaseQuerySet:
    """Return the cases of sheets and lines, with what the desk shows. Questions are for peer advocates."""
    steps = Prefetch("steps", ReviewStep.objects.select_related("actor"))
    cases = ReviewCase.objects.filter(question__isnull=True)
    return cases.select_related("practice", "tried__practice", "held_by").prefetch_related(steps)


@require_safe
@for_moderators
def queue(request: MemberRequest) -> HttpResponse:
    """Show the waiting cases, the oldest first; or the closed ones, the latest first. Constant number of queries."""
    is_over = request.GET.get("etat") == "termine"
    found = _cases().filter(closed_at__isnull=False).order_by("-closed_at", "-pk") if is_over else _cases().waiting()
    texts = (ColleagueQuestion.objects, ColleagueAnswer.objects)
    context = {
        **furniture("À relire"),
        "between_groups": any(each.waiting_for(request.user).exists() for each in texts),
        "is_over": is_over,
        "page_obj": Paginator(found, CASES_A_PAGE).get_page(request.GET.get("p")),
        "answers": Question.objects.filter(state=Question.State.DRAFTED).exists(),
        "questions": ReviewCase.objects.waiting().filter(question__isnull=False).count(),
    }
    return render(request, "content/moderation/queue.html", context)


@require_safe
@for_moderators
def case(request: MemberRequest, pk: int) -> HttpResponse:
    """Show a case."""
    return _show(request, get_object_or_404(_cases(), pk=pk))


def furniture(title: str, *path: dict[str, str]) -> dict[str, Any]:
    """Return the head of a page of the desk, in Wagtail's words."""
    home = {"url": reverse("wagtailadmin_home"), "label": "Accueil"}
    return {
        "header_title": title,
        "page_title": title,
        "header_icon": "glasses",
        "breadcrumbs_items": [home, *path, {"url": "", "label": title}],
    }


def _show(request: MemberRequest, found: ReviewCase, **typed: NoteForm) -> HttpResponse:
    """Return the page of a case; `typed` is the form to be mended, under its name."""
    forms = {
        "remark": NoteForm(prefix="remark", **NOTES["remark"]),
        "refuse": NoteForm(prefix="refuse", **NOTES["refuse"]),
        "hand_over": HandOverCaseForm(prefix="hand_over", case=found, user=request.user, **NOTES["hand_over"]),
        **typed,
    }
    above = {"url": reverse("moderation:queue"), "label": "À relire"}
    context = {
        **furniture("Une fiche" if found.practice_id else "« J’ai essayé »", above),
        "case": found,
        "forms": forms,
        "text": actions.text_read(found),
        "steps": ReviewStep.objects.filter(**_about(found)).select_related("actor"),
        **(_sheet(found.practice) if found.practice else {"remarks": remarks(cast("Tried", found.tried).words, None)}),
    }
    words = case_words(context, request.user)
    return render(request, "content/moderation/case.html", context | words, status=INVALID if typed else 200)


def _about(found: ReviewCase) -> dict[str, Any]:
    """Return the filter of the whole history of the sheet or the line, earlier cases included."""
    return {"case__practice": found.practice_id} if found.practice_id else {"case__tried": found.tried_id}


def _sheet(sheet: PracticePage) -> dict[str, Any]:
    latest = sheet.get_latest_revision_as_object()
    said = "\n".join(getattr(latest, name) for name in WRITTEN)
    return {
        "latest": latest,
        "needs_two": two_readers.needs_two(latest),
        "left": two_readers.still_to_read(latest),
        "author": latest.owner,
        "remarks": remarks(said, None),
        "conversation": PracticeMessage.objects.filter(practice=sheet).select_related("sender"),
    }


@require_POST
@for_moderators
def act(request: MemberRequest, pk: int, name: str) -> HttpResponse:
    """Do one of ACTS; the page of the case says why it could not be done."""
    found = get_object_or_404(_cases(), pk=pk)
    try:
        return ACTS[name](request, found)
    except actions.CannotError as error:
        messages.error(request, str(error))
    except NotReadyError as error:
        messages.error(request, " ".join(error.reasons))
    return redirect("moderation:case", pk=pk)


def _take(request: MemberRequest, found: ReviewCase) -> HttpResponse:
    actions.take(found, request.user)
    messages.success(request, "Vous vous en occupez.")
    return redirect("moderation:case", pk=found.pk)


def _hand_over(request: MemberRequest, found: ReviewCase) -> HttpResponse:
    form = HandOverCaseForm(request.POST, prefix="hand_over", case=found, user=request.user, **NOTES["hand_over"])
    if not form.is_valid():
        return _show(request, found, hand_over=form)
    actions.hand_over(found, request.user, form.cleaned_data["to"], form.cleaned_data["words"])
    messages.success(request, f"{form.cleaned_data['to']} s’en occupe maintenant.")
    return redirect("moderation:queue")


def _remark(request: MemberRequest, found: ReviewCase) -> HttpResponse:
    form = NoteForm(request.POST, prefix="remark", **NOTES["remark"])
    if not form.is_valid():
        return _show(request, found, remark=form)
    actions.remark(found, request.user, form.cleaned_data["words"])
    messages.success(request, "Votre remarque est partie. La fiche reste ici : vous y lirez la réponse de la personne.")
    return redirect("moderation:queue")


def _refuse(request: MemberRequest, found: ReviewCase) -> HttpResponse:
    form = NoteForm(request.POST, prefix="refuse", **NOTES["refuse"])
    if not form.is_valid():
        return _show(request, found, refuse=form)
    actions.refuse(found, request.user, request.POST.get("text", ""), form.cleaned_data["words"])
    messages.success(request, "Ce n’est pas publié. La personne lit pourquoi.")
    return redirect("moderation:queue")


def _publish(request: MemberRequest, found: ReviewCase) -> HttpResponse:
    if actions.publish(found, request.user, request.POST.get("text", "")):
        hour = set_hours.of(found.practice) if found.practice else None
        messages.success(request, f"C’est noté. {set_hours.said(hour)}." if hour else "C’est publié.")
    else:
        messages.success(request, f"C’est noté : vous l’avez lue. {two_readers.FIRST_READER}")
    return redirect("moderation:queue")


ACTS: dict[str, Callable[[MemberRequest, ReviewCase], HttpResponse]] = {
    "prendre": _take,
    "passer": _hand_over,
    "remarque": _remark,
    "refuser": _refuse,
    "publier": _publish,
}
