"""`{% csrf_token %}` with the mark of whose page it is. A builtin (settings.TEMPLATES): no page forgets it."""

from typing import Any, cast

from django import template
from django.http import HttpRequest
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from accounts.sign_in import owner_mark

register = template.Library()


def _mark(request: HttpRequest | None) -> str:
    """Return the mark of the person signed in, made once a page; "" for a visitor."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    page = cast("Any", request)
    if not hasattr(page, owner_mark.MADE):
        setattr(page, owner_mark.MADE, owner_mark.mark_of(user.pk, page.path))
    return str(getattr(page, owner_mark.MADE))


class OwnedCsrfTokenNode(CsrfTokenNode):
    """Django's hidden field, then ours."""

    def render(self, context: Context) -> SafeString:
        """Return both fields; Django's alone for a visitor, and nothing where Django writes nothing."""
        token = mark_safe(super().render(context))  # noqa: S308 - Django's own field
        mark = _mark(context.get("request")) if token else ""
        if not mark:
            return token
        return token + format_html('<input type="hidden" name="{}" value="{}">', owner_mark.FIELD, mark)


@register.tag
def csrf_token(parser: Parser, token: Token) -> OwnedCsrfTokenNode:
    """Replace Django's tag of this name."""
    return OwnedCsrfTokenNode()
