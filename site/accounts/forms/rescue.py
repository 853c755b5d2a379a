"""The six words of a rescue code, given back."""

from django import forms

from accounts import cards, rescue
from accounts.forms.card import LONGEST_TYPED, slip_in

NOT_THE_WORDS = "Ce n’est pas le bon code de secours, ou il a déjà servi. Prenez votre temps."


class RescueForm(forms.Form):
    words = forms.CharField(
        label="Les six mots de votre code de secours",
        help_text="Ils sont sur la feuille que vous avez imprimée. Dans l’ordre, avec un espace entre les mots.",
        max_length=LONGEST_TYPED,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_words(self) -> list[str]:
        """The six words. A word that stands on no sheet is a slip, and is said so."""
        words = cards.normalise(self.cleaned_data["words"])
        if len(words) != rescue.WORDS:
            raise forms.ValidationError("Il y a six mots sur la feuille. Écrivez les six.")
        if slip := slip_in(words, "aucune feuille", "Regardez bien la feuille."):
            raise forms.ValidationError(slip)
        return words
