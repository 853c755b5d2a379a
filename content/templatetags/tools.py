"""A tool to take home, led to from a screen of the interface."""

from django import template

from content.tools import shown

register = template.Library()


@register.simple_tag
def call_sheet() -> shown.ToolCard | None:
    """Return the sheet to fill in on the telephone, for pair-advocates; None when it is not on the site."""
    return shown.shown_at(shown.CALL_SHEET)
