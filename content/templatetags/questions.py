"""Questions in plain words: their age, their history, and how many wait, on the home of a peer advocate."""

import datetime
from typing import Any

from django import template
from django.db.models import Q
from django.template import Context
from django.utils import timezone

from accounts.two_people import Advocates
from content.models import Question, ReviewStep
from content.practices.permissions import is_peer_advocate
from content.practices.questions import answer_rules

register = template.Library()
STEPS = {
    ReviewStep.Act.RECEIVED: "arrivée",
    ReviewStep.Act.TAKEN: "quelqu’un écrit la réponse",
    ReviewStep.Act.HANDED_OVER: "passée à une autre personne",
    ReviewStep.Act.READ_ONCE: "réponse écrite, à relire",
    ReviewStep.Act.REMARK: "une remarque",
    ReviewStep.Act.PUBLISHED: "relue et publiée",
    ReviewStep.Act.REFUSED: "close avec un mot",
}


@register.filter
def days_ago(day: datetime.date) -> str:
    """Return « aujourd’hui », « hier », « il y a 12 jours »."""
    days = (timezone.localdate() - day).days
    return {0: "aujourd’hui", 1: "hier"}.get(days, f"il y a {days} jours")


@register.filter
def step_words(step: ReviewStep) -> str:
    """Return a step of the history of a question in words."""
    return STEPS.get(ReviewStep.Act(step.act), step.get_act_display().lower())


@register.inclusion_tag("content/practices/includes/waiting.html", takes_context=True)
def waiting_questions(context: Context) -> dict[str, Any]:
    """Return how many questions the peer advocate may take or read, and whether a remark came back.

    Nothing for a member who is not a peer advocate (one query).
    """
    user = context["request"].user
    if not is_peer_advocate(user):
        return {"total": 0, "remarks": False}
    to_take = Q(state=Question.State.ASKED, cases__closed_at__isnull=True, cases__held_by__isnull=True)
    drafted = Question.objects.filter(state=Question.State.DRAFTED).select_related("drafted_by")
    advocates = Advocates()
    to_read = sum(answer_rules.may_read(user, question, advocates) for question in drafted)
    return {
        "total": Question.objects.filter(to_take).distinct().count() + to_read,
        "remarks": any(answer_rules.has_remark(question) for question in Question.objects.held_by(user)),
    }
