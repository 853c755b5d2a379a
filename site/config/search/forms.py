"""The form of the search page."""

from django import forms


class SearchForm(forms.Form):
    """One box; empty, the page says what can be asked."""

    q = forms.CharField(
        label="Que cherchez-vous\N{NO-BREAK SPACE}?",
        max_length=200,
        required=False,
        help_text="Un mot ou deux suffisent, avec ou sans accents.",
        error_messages={"max_length": "Écrivez 200 signes au plus\N{NO-BREAK SPACE}: un mot ou deux suffisent."},
    )
    tel_quel = forms.BooleanField(required=False, widget=forms.HiddenInput)  # as typed: no slip is mended
