"""Form fields that say in one plain sentence what is missing."""

import datetime
from typing import Any, cast

from django import forms

from lib import french_dates, typed
from lib.french_dates import Known, Said
from lib.text import writable

Choices = list[tuple[str, str]]
NOT_A_DAY = "Écrivez une date comme 12/03/2026."
MIXED = "Des lettres de ce nom viennent d’un autre alphabet. Écrivez-le avec un seul alphabet."
NOT_A_DATE = "Écrivez une date comme 12/03/2026, un mois comme mars 2026, ou une année comme 2026."


class DayInput(forms.DateInput):
    """The browser's own calendar. Chromium calls an empty one that is required invalid before anybody answered."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")

    def use_required_attribute(self, initial: Any) -> bool:
        """Return False: the form says which fields may stay empty."""
        return False


class Day(forms.DateField):
    """A day, typed or picked; the browser's own calendar asks for the ISO form."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DayInput())
        super().__init__(error_messages={"invalid": NOT_A_DAY}, **kwargs)

    def to_python(self, value: Any) -> datetime.date | None:
        """Return the day, however it is written. Raises ValidationError for anything else, a month or a year alone."""
        if value in self.empty_values or isinstance(value, datetime.date):
            return super().to_python(value)
        said = _read(value, NOT_A_DAY)
        if said.known != Known.DAY:
            raise forms.ValidationError(NOT_A_DAY, code="invalid")
        return said.day


class When(forms.Field):
    """A day, a month with its year, or a year alone: what the person remembers. Its value is a `Said`, or None."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def to_python(self, value: Any) -> Said | None:
        """Return what the text says. Raises ValidationError when it is no date."""
        text = "" if value in self.empty_values else str(value).strip()
        return _read(text, NOT_A_DATE) if text else None

    def prepare_value(self, value: Any) -> Any:
        """Return a day as one types it."""
        return f"{value:%d/%m/%Y}" if isinstance(value, datetime.date) else value


def _read(text: Any, refusal: str) -> Said:
    try:
        return french_dates.read(str(text))
    except ValueError as error:
        raise forms.ValidationError(refusal, code="invalid") from error


class PlainText(forms.CharField):
    """Several lines of text; a line break counts for one character, whatever the browser sends."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str:
        """Return the text with plain line breaks, and without the signs that no file can hold."""
        text = cast("str", super().to_python(value))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text if "\0" in text else writable(text)  # Django refuses that one beside the field


class Name(forms.CharField):
    """A name that can be seen, without what hides in it or turns the line, written in one alphabet."""

    default_error_messages = {
        "unseen": "Écrivez un nom que l’on peut lire : au moins une lettre, un chiffre ou un dessin.",
        "mixed": MIXED,
    }

    def to_python(self, value: Any) -> str:
        """Return the name.

        Raise ValidationError when one is asked for and nothing of it can be seen, and when it mixes alphabets.
        """
        text = cast("str", super().to_python(value))
        name = typed.name(text)
        if text and not name and self.required:
            raise forms.ValidationError(self.error_messages["unseen"], code="unseen")
        if typed.mixes_alphabets(name):
            raise forms.ValidationError(self.error_messages["mixed"], code="mixed")
        return name


class Radios(forms.RadioSelect):
    """Radio buttons that no browser calls wrong before anybody answered; the name of the group says what is needed."""

    def use_required_attribute(self, initial: Any) -> bool:
        """Return that a radio does not say it is required: Chromium then tells screen readers that it is invalid."""
        return False


class PickOne(forms.ChoiceField):
    """One choice among a few, as large buttons: nothing is chosen at first, one sentence says that it is missing."""

    widget = Radios
    default_error_messages = {
        "required": "Choisissez une réponse.",
        "invalid_choice": "Choisissez une réponse de la liste.",
    }


class PickSome(forms.MultipleChoiceField):
    """Several choices, as large boxes."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": "Choisissez au moins une réponse.",
        "invalid_choice": "Choisissez des réponses de la liste.",
        "invalid_list": "Choisissez des réponses de la liste.",
    }
