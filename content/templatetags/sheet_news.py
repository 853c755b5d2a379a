"""`{% sheet_news %}` : on the home page, a remark of the moderation that waits for its author. One query."""

from typing import Any

from django import template
from django.template import Context

from content.practices.sheets.states import waiting_for

register = template.Library()
SHOWN = 3


@register.inclusion_tag("content/practices/includes/news.html", takes_context=True)
def sheet_news(context: Context) -> dict[str, Any]:
    """The sheets whose author is awaited; nothing at all when there is none."""
    user = context["request"].user
    return {"waiting": waiting_for(user)[:SHOWN]} if user.is_authenticated else {}
