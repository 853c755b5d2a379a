"""What a template asks of the rights of whoever reads."""

from django import template
from django.template import Context

from accounts.permissions import may_enter_admin
from accounts.secret_code import reset_by_two

register = template.Library()


@register.simple_tag(takes_context=True)
def admin_is_open(context: Context) -> bool:
    """Whether `/admin/` would let this session in."""
    request = context.get("request")
    return request is not None and may_enter_admin(request)


@register.simple_tag(takes_context=True)
def code_news(context: Context) -> bool:
    """Whether two people prepared a new code that this person has not answered about. No query for anybody else."""
    request = context.get("request")
    return request is not None and request.user.is_authenticated and reset_by_two.news(request) is not None
