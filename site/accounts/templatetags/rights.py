"""Template tags about the rights and the news of the person who reads the page."""

from typing import Any

from django import template
from django.template import Context

from accounts import card_only
from accounts.permissions import may_enter_admin
from accounts.secret_code import reset_by_two

register = template.Library()


@register.simple_tag(takes_context=True)
def admin_is_open(context: Context) -> bool:
    """Return whether `/admin/` would let this session in."""
    request = context.get("request")
    return request is not None and may_enter_admin(request)


@register.simple_tag(takes_context=True)
def card_is_shown(context: Context) -> bool:
    """Return whether a card is shown alone, without its code."""
    request = context.get("request")
    return request is not None and card_only.is_on(request)


@register.simple_tag(takes_context=True)
def code_news(context: Context) -> bool:
    """Return whether this member has a prepared code to answer about. Costs no query for anybody else."""
    request = context.get("request")
    return request is not None and request.user.is_authenticated and reset_by_two.news(request) is not None


@register.inclusion_tag("accounts/includes/prepared_codes.html", takes_context=True)
def prepared_codes(context: Context) -> dict[str, Any]:
    """Return the codes that others prepare in the groups that this member runs, but their own (one query)."""
    return {"resets": reset_by_two.prepared_by_others(context["request"].user)}
