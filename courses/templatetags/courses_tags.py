"""`{% where_i_was %}`: the lesson to go on with."""

from django import template
from django.template import Context

from courses.learning.home_cards import ResumeCard, where_one_was

register = template.Library()


@register.simple_tag(takes_context=True)
def where_i_was(context: Context) -> ResumeCard | None:
    """Return the lesson where the member goes on; None when they finished what they began, or began nothing."""
    return where_one_was(context["request"].user)
