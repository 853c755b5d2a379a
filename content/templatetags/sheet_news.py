"""`{% sheet_news %}`: on the home page, the remarks of moderators that wait for the author. One query."""

from typing import Any

from django import template
from django.template import Context

from content.practices.sheets.states import waiting_for

register = template.Library()
SHOWN = 3


@register.inclusion_tag("content/practices/includes/news.html", takes_context=True)
def sheet_news(context: Context) -> dict[str, Any]:
    """Return the first sheets of the member with a remark to answer; nothing for a visitor."""
    user = context["request"].user
    return {"waiting": waiting_for(user)[:SHOWN]} if user.is_authenticated else {}
