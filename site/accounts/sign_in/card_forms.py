"""The form of the four words of a login card."""

from django import forms

from accounts.secret_code import card_words
from accounts.secret_code.forms import LONGEST_TYPED, unknown_word_error


class CardWordsForm(forms.Form):
    """The four words of a login card."""

    words = forms.CharField(
        label="Les quatre mots de la carte",
        help_text="Dans l’ordre de la carte, avec un espace entre les mots.",
        max_length=LONGEST_TYPED,
        error_messages={"required": "Écrivez les quatre mots de la carte."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_words(self) -> list[str]:
        """Return the four words. Raise ValidationError for another number, or a word that no card carries."""
        words = card_words.normalise(self.cleaned_data["words"])
        if len(words) != card_words.WORDS_PER_CARD:
            raise forms.ValidationError("Il y a quatre mots sur la carte. Écrivez les quatre.")
        if error := unknown_word_error(words, "sur aucune carte", "Regardez bien la carte."):
            raise forms.ValidationError(error)
        return words
