"""Form fields that say in one plain sentence what is missing."""

from typing import Any, cast

from django import forms

from lib import typed

Choices = list[tuple[str, str]]


class Day(forms.DateField):
    """A day, typed or picked; the browser's own calendar asks for the ISO form."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            error_messages={"invalid": "Écrivez une date comme 12/03/2026."},
            **kwargs,
        )


class PlainText(forms.CharField):
    """Several lines of text; a line break counts for one character, whatever the browser sends."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str:
        """Return the text with plain line breaks."""
        text = cast("str", super().to_python(value))
        return text.replace("\r\n", "\n").replace("\r", "\n")


class Name(forms.CharField):
    """A name that can be seen, without what hides in it or turns the line."""

    default_error_messages = {
        "unseen": "Écrivez un nom que l’on peut lire : au moins une lettre, un chiffre ou un dessin.",
    }

    def to_python(self, value: Any) -> str:
        """Return the name. Raise ValidationError when one is asked for and nothing of it can be seen."""
        text = cast("str", super().to_python(value))
        name = typed.name(text)
        if text and not name and self.required:
            raise forms.ValidationError(self.error_messages["unseen"], code="unseen")
        return name


class PickOne(forms.ChoiceField):
    """One choice among a few, as large buttons: nothing is chosen at first, one sentence says that it is missing."""

    widget = forms.RadioSelect
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
