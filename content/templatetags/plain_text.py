"""A filter that shows plain text as paragraphs and lists."""

import re
from collections.abc import Iterator
from itertools import groupby

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
_ITEM = re.compile(r"\s*[-–—•*]\s+")  # how people begin the lines of a list


@register.filter
def paragraphs(text: str) -> SafeString:
    """Return plain text as escaped HTML: a line is a paragraph, lines that begin with a dash are a list.

    >>> paragraphs("On essaie :\\n- à deux\\n- à trois")
    '<p>On essaie :</p><ul><li>à deux</li><li>à trois</li></ul>'
    """
    return format_html_join("", "{}", ((part,) for part in _parts(text)))


def _parts(text: str) -> Iterator[SafeString]:
    lines = [line for line in text.splitlines() if line.strip()]
    for is_list, group in groupby(lines, lambda line: bool(_ITEM.match(line))):
        if is_list:
            items = [(item,) for line in group if (item := _ITEM.sub("", line, count=1).strip())]
            yield format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", items)) if items else SafeString("")
        else:
            yield format_html_join("", "<p>{}</p>", [(line.strip(),) for line in group])
