"""Questions in plain words: their age, their history."""

import datetime

from django import template
from django.utils import timezone

from content.models import ReviewStep

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
