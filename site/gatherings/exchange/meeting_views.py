"""/ateliers/rencontre/<pk>/: a moment proposed to two people; each says yes or no, and then whether it took place."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts.requests import MemberRequest
from gatherings.exchange import meeting_words, meetings
from gatherings.exchange.meetings import Left
from gatherings.models import Meeting
from lib.http import INVALID, form_view
from passport.models import SourceKind

YES, NO, HELD = "oui", "non", "fait"
CHOOSE = "Choisissez une des réponses."
SAID_YES = "C’est noté. Si l’autre personne dit oui aussi, vous lirez ici avec qui."
SETTLED = "C’est noté. Les deux personnes ont dit oui."
GONE = "Cette proposition n’est plus là."
LEFT = {
    Left.GONE: GONE,
    Left.SAID_NO: "C’est noté. Personne ne lit votre réponse.",
    Left.CALLED_OFF: "C’est noté. L’autre personne lira que cela n’aura pas lieu.",
    Left.WAS_OFF: "Cela n’avait déjà plus lieu. La rencontre est effacée de vos pages.",
}
ALREADY_HELD = "C’est déjà noté. Rien de plus à regarder."


@never_cache
@form_view
def meeting(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a meeting to one of the two, and note what they answer. Nothing is there for anybody else."""
    answer = request.POST.get("answer", "") if request.method == "POST" else ""
    if answer in (YES, NO, HELD):
        return _answered(request, pk, answer)
    found = meeting_words.whole(Meeting.objects.of(request.user)).filter(pk=pk).first()
    read = meeting_words.read(found, request.user) if found else None
    if read is None or read.state == meeting_words.State.GONE:
        if request.method != "POST":
            raise Http404
        return _gone(request)
    problem = CHOOSE if request.method == "POST" else ""
    context = {"read": read, "state": read.state.value, "problem": problem}
    return render(request, "gatherings/meeting.html", context, status=INVALID if problem else 200)


def _answered(request: MemberRequest, pk: uuid.UUID, answer: str) -> HttpResponse:
    if answer == YES:
        return _said_yes(request, pk)
    if answer == HELD:
        return _said_held(request, pk)
    left = meetings.leave(pk, request.user)
    messages.add_message(request, messages.INFO if left == Left.GONE else messages.SUCCESS, LEFT[left])
    return redirect("accounts:awaited")


def _said_yes(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    if not meetings.say_yes(pk, request.user):
        return _gone(request)
    is_settled = Meeting.objects.of(request.user).agreed().filter(pk=pk, is_called_off=False).exists()
    messages.success(request, SETTLED if is_settled else SAID_YES)
    return redirect("gatherings:meeting", pk)


def _said_held(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    meetings.say_held(pk, request.user)
    if meetings.has_offer(pk, request.user):
        return redirect("passport:proposals", SourceKind.WORKSHOP, meetings.source_ref(pk, request.user))
    if meetings.was_held(pk, request.user):
        messages.info(request, ALREADY_HELD)
        return redirect("accounts:awaited")
    return _gone(request)


def _gone(request: MemberRequest) -> HttpResponse:
    messages.info(request, GONE)
    return redirect("accounts:awaited")
