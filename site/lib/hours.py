"""An hour of the day, read as people write it, and written as French does.

>>> read("14h"), read("9 h 30"), read("14:05"), read("midi")
(datetime.time(14, 0), datetime.time(9, 30), datetime.time(14, 5), datetime.time(12, 0))
>>> write(datetime.time(14)), write(datetime.time(9, 5))
('14\\xa0h', '9\\xa0h\\xa005')
"""

import datetime
import re
from typing import Any

from django import forms

from lib.text import NBSP, fold_words

NOT_AN_HOUR = f"Écrivez une heure comme 14{NBSP}h{NBSP}30."
_HOUR = re.compile(r"(\d{1,2})\s*(?:h|:|\.|heures?)?\s*(\d{2})?\s*(?:min(?:utes)?)?")
_WORDS = {"midi": datetime.time(12), "minuit": datetime.time(0)}


def read(text: str) -> datetime.time:
    """Return the hour that a text says. Raise ValueError for anything else."""
    said = fold_words(text.replace(":", "h").replace(".", "h"))
    if said in _WORDS:
        return _WORDS[said]
    found = _HOUR.fullmatch(said)
    if not found or not said.isascii():
        raise ValueError(text)
    return datetime.time(int(found[1]), int(found[2] or 0))


def write(hour: datetime.time) -> str:
    """Return « 14 h », « 9 h 05 », with spaces that do not break."""
    minutes = f"{NBSP}{hour.minute:02}" if hour.minute else ""
    return f"{hour.hour}{NBSP}h{minutes}"


class Hour(forms.Field):
    """An hour of the day, typed as one likes."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text", "size": 8, "maxlength": 20})

    def to_python(self, value: Any) -> datetime.time | None:
        """Return the hour. Raise ValidationError when the text says none."""
        if value in self.empty_values or isinstance(value, datetime.time):
            return value or None
        try:
            return read(str(value).strip())
        except ValueError as error:
            raise forms.ValidationError(NOT_AN_HOUR, code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """Return an hour as one types it."""
        return write(value).replace(NBSP, " ") if isinstance(value, datetime.time) else value
