"""`{% resume_card %}`: the cards that open the home page of a member; `{% where_i_was %}`: the lesson to go on with."""

from typing import Any

from django import template
from django.template import Context

from courses.learning.home_cards import ResumeCard, cards_for, where_one_was

register = template.Library()


@register.inclusion_tag("courses/includes/resume_card.html", takes_context=True)
def resume_card(context: Context) -> dict[str, Any]:
    """Return the cards of the member (courses/learning/home_cards.py); None for a visitor."""
    user = context["request"].user
    return {"cards": cards_for(user) if user.is_authenticated else None}


@register.simple_tag(takes_context=True)
def where_i_was(context: Context) -> ResumeCard | None:
    """Return the lesson where the member goes on; None when they finished what they began, or began nothing."""
    return where_one_was(context["request"].user)
