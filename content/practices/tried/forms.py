"""The form « J’ai essayé » : one line, typed under a sheet."""

from typing import Any

from django import forms

from content.models import Tried
from lib.text import NBSP


class TriedForm(forms.ModelForm):
    """The line. `remarks` are the hints to show when what was sent may reveal a person or a place."""

    remarks: list[str]

    class Meta:
        model = Tried
        fields = ("words",)
        labels = {"words": "Ce que ça a donné, en une phrase"}
        help_texts = {"words": f"300{NBSP}signes au plus. Sans nom de personne ni de lieu."}
        error_messages = {
            "words": {
                "required": "Écrivez ce que ça a donné, en une phrase.",
                "max_length": f"Votre phrase est trop longue{NBSP}: 300{NBSP}signes au plus.",
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].widget = forms.Textarea(attrs={"rows": 3})
        self.remarks = []

    def clean_words(self) -> str:
        """Return the words on one line."""
        return " ".join(self.cleaned_data["words"].split())
