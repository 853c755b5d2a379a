"""`{% resume_card %}` : what the home page of a person opens with."""

from typing import Any

from django import template
from django.template import Context

from courses.learning.home_cards import welcome

register = template.Library()


@register.inclusion_tag("courses/includes/resume_card.html", takes_context=True)
def resume_card(context: Context) -> dict[str, Any]:
    """The cards of the member's home page: an office just given, what to come back to, or a first step."""
    user = context["request"].user
    return {"cards": welcome(user) if user.is_authenticated else None}
