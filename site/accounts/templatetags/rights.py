"""Template tags about the rights and the news of the person who reads the page."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from accounts import awaited, card_only, home_blocks, one_act
from accounts.mandates import second_hand
from accounts.models import Mandate, Membership
from accounts.permissions import may_enter_admin
from accounts.secret_code import reset_by_two

register = template.Library()
FIRST = 2  # requests of a kind, on the home: « Demandes » shows them all


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
def one_act_page(context: Context) -> str:
    """Return the address of the act for which an account is open on somebody else's device; "" for anybody else."""
    request = context.get("request")
    page = one_act.page_of(request) if request is not None else ""
    return reverse(page) if page else ""


@register.simple_tag(takes_context=True)
def code_news(context: Context) -> bool:
    """Return whether this member has a prepared code to answer about. Costs no query for anybody else."""
    request = context.get("request")
    return request is not None and request.user.is_authenticated and reset_by_two.news(request) is not None


@register.simple_tag(takes_context=True)
def requests_wait(context: Context) -> bool:
    """Return whether others await something from the member, whatever its kind; one query a request."""
    request = context.get("request")
    return request is not None and bool(awaited.waiting(request))


@register.filter
def waits_for_coordination(place: Mandate | Membership) -> bool:
    """Return whether a place that its holder has not accepted waits for the coordination first."""
    return second_hand.is_awaited(place)


@register.inclusion_tag("accounts/includes/awaited.html", takes_context=True)
def requests_first(context: Context) -> dict[str, Any]:
    """Return the first requests, some of each kind; one query, then one or two for each kind that waits."""
    return {"listed": awaited.listed(context["request"], FIRST)}


@register.simple_tag(takes_context=True)
def parts_at_home(context: Context) -> list[home_blocks.Block]:
    """Return the blocks of the home, one for each part that the member takes."""
    return home_blocks.blocks_for(context["request"])
