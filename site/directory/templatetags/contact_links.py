"""`{{ place.public_contact|contact_links }}` : a number is to call, an address to write to."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lib.phones import PHONE

register = template.Library()
_EMAIL = r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"
_LINKS = re.compile(rf"(?P<email>{_EMAIL})|(?P<phone>{PHONE})")
_NOT_DIALLED = re.compile(r"\(0\)|[^\d+]")


@register.filter
def contact_links(text: str) -> SafeString:
    """Return the text with a `tel:` or `mailto:` link on each number and address, the rest as it is."""
    parts, past = [], 0
    for match in _LINKS.finditer(text):
        parts += [(text[past : match.start()],), (_link(match),)]
        past = match.end()
    return format_html_join("", "{}", [*parts, (text[past:],)])


def _link(match: re.Match[str]) -> SafeString:
    written = match.group()
    if match["email"]:
        return format_html('<a href="mailto:{}">{}</a>', written, written)
    return format_html('<a href="tel:{}">{}</a>', _NOT_DIALLED.sub("", written), written)
