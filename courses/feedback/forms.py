"""The form « Cette formation vous a-t-elle servi ? »."""

from typing import Any

from django import forms

from courses.models import Feedback
from lib.text import NBSP

# The drawing beside each answer: decoration, the words say it.
FACES = {
    Feedback.Answer.A_LOT: "1F60A",
    Feedback.Answer.A_LITTLE: "1F642",
    Feedback.Answer.NOT_REALLY: "1F610",
    Feedback.Answer.NOT_AT_ALL: "1F641",
}


class FacesSelect(forms.RadioSelect):
    """The four answers, each with its face (`option.data.face` in a template)."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return an option with the code of its drawing."""
        return {**super().create_option(name, value, *args, **kwargs), "face": FACES[Feedback.Answer(value)]}


class FeedbackForm(forms.ModelForm):
    """Four faces with their words, and a line if one wishes. `remarks` are the hints to show once before."""

    class Meta:
        model = Feedback
        fields = ("answer", "words")
        labels = {"answer": f"Cette formation vous a-t-elle servi{NBSP}?", "words": "Une ligne, si vous voulez"}
        help_texts = {"words": f"200{NBSP}signes au plus. Sans nom de personne ni de lieu."}
        error_messages = {
            "answer": {
                "required": "Choisissez une des quatre réponses.",
                "invalid_choice": "Choisissez une des quatre réponses.",
            },
            "words": {"max_length": f"Votre ligne est trop longue{NBSP}: 200{NBSP}signes au plus."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remarks: list[str] = []
        self.fields["answer"] = forms.ChoiceField(
            label=self.fields["answer"].label,
            choices=Feedback.Answer.choices,
            widget=FacesSelect,
            error_messages=self.Meta.error_messages["answer"],
        )

    def clean_words(self) -> str:
        """Return the words on one line."""
        return " ".join(self.cleaned_data["words"].split())
