"""`{% resume_card %}` : the cards that open the home page of a member."""

from typing import Any

from django import template
from django.template import Context

from courses.learning.home_cards import cards_for

register = template.Library()


@register.inclusion_tag("courses/includes/resume_card.html", takes_context=True)
def resume_card(context: Context) -> dict[str, Any]:
    """Return the cards of the member (courses/learning/home_cards.py); None for a visitor."""
    user = context["request"].user
    return {"cards": cards_for(user) if user.is_authenticated else None}
