"""`{{ place.public_contact|contact_links }}` : a number is to call, an address to write to."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
_BETWEEN = r"[ .\-\u00a0\u202f\u2010-\u2015]?"
_EMAIL = r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"
# Ten digits, by two or as they come, after the 0 or after +33; never within a longer number.
_PHONE = rf"(?<![\d+])(?:0[1-9]|\+33{_BETWEEN}(?:\(0\))?{_BETWEEN}[1-9])(?:{_BETWEEN}\d\d){{4}}(?!\d)"
_LINKS = re.compile(rf"(?P<email>{_EMAIL})|(?P<phone>{_PHONE})")
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
