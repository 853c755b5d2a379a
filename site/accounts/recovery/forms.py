"""Forms of the rescue code, of a code prepared by two people, and of « Tout arrêter »."""

from typing import Any

from django import forms

from accounts.recovery import rescue_code
from accounts.secret_code import card_words
from accounts.secret_code.forms import LONGEST_TYPED, unknown_word_error

MINE, NOT_MINE = "mine", "refuse"

NOT_THE_WORDS = "Ce ne sont pas les bons mots de secours, ou ils ont déjà servi. Prenez votre temps."


class RescueForm(forms.Form):
    """The six words of the rescue code."""

    words = forms.CharField(
        label="Vos six mots de secours",
        help_text="Ils sont sur la feuille que vous avez imprimée. Dans l’ordre, avec un espace entre les mots.",
        max_length=LONGEST_TYPED,
        error_messages={"required": "Écrivez vos six mots de secours."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_words(self) -> list[str]:
        """Return the six words. Raise ValidationError for another number, or a word that is never printed."""
        words = card_words.normalise(self.cleaned_data["words"])
        if len(words) != rescue_code.WORDS:
            raise forms.ValidationError("Il y a six mots sur la feuille. Écrivez les six.")
        if error := unknown_word_error(words, "sur aucune feuille", "Regardez bien la feuille."):
            raise forms.ValidationError(error)
        return words


class PresenceForm(forms.Form):
    """The box in which the helper says that the person is there."""

    here = forms.BooleanField(
        label="Cette personne est à côté de moi. Elle me le demande.",
        help_text="On ne prépare jamais un nouveau code par téléphone, ni pour rendre service à quelqu’un d’autre.",
        error_messages={"required": "Cochez cette case seulement si la personne est là, avec vous."},
    )


class AnswerForm(forms.Form):
    """« C’est bien moi » or « Ce n’est pas moi »: two buttons."""

    answer = forms.ChoiceField(
        label="Votre réponse",
        choices=[(MINE, "C’est bien moi"), (NOT_MINE, "Ce n’est pas moi")],
        error_messages={"required": "Choisissez une des deux réponses."},
    )


class StopForm(forms.Form):
    """What « Tout arrêter » also takes away."""

    passkeys = forms.BooleanField(
        label="Oublier aussi les téléphones et ordinateurs qui me reconnaissent",
        help_text="Laissez coché si vous avez perdu votre téléphone. Vous pourrez faire reconnaître un autre appareil.",
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, has_passkeys: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_passkeys:
            del self.fields["passkeys"]
