"""The forms a reader fills to come in: the name they give, the code they were told."""

from django import forms

from lib.form_fields import Name
from passport.spoken_code import clean_code


class ReaderForm(forms.Form):
    """The name the reader gives, before the passport is displayed."""

    reader = Name(
        label="Votre nom ou votre organisme",
        help_text="Si le partage est ouvert, la personne le verra.",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class SpokenCodeForm(ReaderForm):
    """The code the holder said aloud; the reader gave their name just before."""

    reader = Name(max_length=120, required=False, widget=forms.HiddenInput)
    code = forms.CharField(
        label="Les 6 chiffres que la personne vous dit",
        help_text="Elle les voit sur son écran.",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input-code", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Écrivez les six chiffres."},
    )

    def clean_code(self) -> str:
        """Return six digits, however they were typed."""
        code = clean_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError("Il faut six chiffres. Demandez à la personne de les redire.")
        return code


class AgainForm(forms.Form):
    """The code, asked again after an hour without reading."""

    code = SpokenCodeForm.base_fields["code"]
    clean_code = SpokenCodeForm.clean_code
