"""The form of the second slip: its six words, unless its QR was shown; who uses this device."""

from typing import Any

from django import forms

from accounts.secret_code import card_words, second_slip
from accounts.secret_code.forms import LONGEST_TYPED, shared_field, unknown_word_error

NOT_THE_SLIP = "Ce n’est pas le billet de cette carte, ou il ne sert plus. Après 5 erreurs, attendez 15 minutes."


class SlipForm(forms.Form):
    """The six words of the slip, given on the device where the card was shown."""

    words = forms.CharField(
        label="Les six mots du billet",
        help_text="Dans l’ordre du billet, avec un espace entre les mots.",
        max_length=LONGEST_TYPED,
        error_messages={"required": "Écrivez les six mots du billet."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, scanned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shared"] = shared_field(initial=True)
        if scanned:
            del self.fields["words"]

    def clean_words(self) -> str:
        """Return the fingerprint of the words. Raise ValidationError for another number, or a word never printed."""
        words = card_words.normalise(self.cleaned_data["words"])
        if len(words) != second_slip.WORDS:
            raise forms.ValidationError("Il y a six mots sur le billet. Écrivez les six.")
        if error := unknown_word_error(words, "sur aucun billet", "Regardez bien le billet."):
            raise forms.ValidationError(error)
        return second_slip.words_fingerprint(words)
