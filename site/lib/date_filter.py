"""The filter `date` of every template: Django's, but for the first of a month, « 1er » in French."""

import datetime
from typing import Any

from django import template
from django.template import defaultfilters

from lib.french_dates import write_day

register = template.Library()


@register.filter("date", expects_localtime=True)
def write_date(value: Any, form: str | None = None) -> str:
    """Return a day in a format of Django's, that of the language when none is given; nothing for no date."""
    if isinstance(value, datetime.date):
        return write_day(value, form or "DATE_FORMAT")
    return str(defaultfilters.date(value, form))
