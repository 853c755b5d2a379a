"""A day in a form, typed or picked."""

from typing import Any

from django import forms


class Day(forms.DateField):
    """A day, typed or picked; the browser's own calendar asks for the ISO form."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            error_messages={"invalid": "Écrivez une date comme 12/03/2026."},
            **kwargs,
        )
