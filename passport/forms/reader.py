"""What a reader types: who they say they are, the code they were told, a message."""

from typing import Any

from django import forms

from lib.form_fields import PlainText
from passport.models import Reply
from passport.tokens import clean_code


class ReaderForm(forms.Form):
    """Before the passport is displayed. The browser may keep nothing of it."""

    reader = forms.CharField(label="Votre nom ou organisme (la personne le verra)", max_length=120, required=False)


class CodeForm(ReaderForm):
    """The code told by voice; who reads was said just before."""

    reader = forms.CharField(max_length=120, required=False, widget=forms.HiddenInput)
    code = forms.CharField(
        label="Le code que la personne vous a dit",
        help_text="Six chiffres.",
        max_length=40,
        widget=forms.TextInput(attrs={"class": "input-code", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Écrivez les six chiffres du code."},
    )

    def clean_code(self) -> str:
        """Six digits, however they were typed."""
        code = clean_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError("Le code a six chiffres. Demandez à la personne de le redire.")
        return code


class AgainForm(forms.Form):
    """The code again, after an hour without reading."""

    code = CodeForm.base_fields["code"]
    clean_code = CodeForm.clean_code


class ReplyForm(forms.ModelForm):
    """A message to the holder."""

    text = PlainText(
        label="Votre message",
        max_length=1000,
        error_messages={"required": "Écrivez votre message, même court."},
    )

    class Meta:
        model = Reply
        fields = ["name", "organisation", "contact", "text"]
        labels = {
            "name": "Votre nom",
            "organisation": "Votre organisme",
            "contact": "Comment vous joindre",
        }
        help_texts = {"contact": "Un téléphone, une adresse, ou les jours où l’on peut passer."}
        error_messages = {"name": {"required": "Écrivez votre nom, ou celui de votre équipe."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in (("name", "name"), ("organisation", "organization")):
            self.fields[name].widget.attrs["autocomplete"] = hint

    @property
    def was_typed(self) -> bool:
        """Whether anything was typed at all."""
        return any(self[name].value() for name in self.fields)
