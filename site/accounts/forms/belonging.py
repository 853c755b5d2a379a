"""Joining a group with one's card, helping somebody to a new code, being found in one's group."""

import re
from typing import Any

from django import forms

from accounts import cards
from accounts.forms.card import LONGEST_TYPED
from accounts.forms.group import KEY
from accounts.models import Membership

NOT_IN_USE = (
    "Ces mots ne mènent à aucun groupe en ce moment. Ils servent une fois, pendant 24 heures. "
    "Demandez-en d’autres dans ce groupe."
)
MINE, NOT_MINE = "mine", "refuse"


def words_field(label: str) -> forms.CharField:
    """Four words somebody said or showed."""
    return forms.CharField(
        label=label,
        help_text="Dans l’ordre, avec un espace entre les mots. Ce ne sont pas les mots de votre carte.",
        max_length=LONGEST_TYPED,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"max_length": "Quatre mots suffisent : c’est beaucoup plus long."},
    )


class PresenceForm(forms.Form):
    """The helper says that the person is there."""

    here = forms.BooleanField(
        label="Cette personne est à côté de moi. Elle me le demande.",
        help_text="On ne prépare jamais un nouveau code par téléphone, ni pour rendre service à quelqu’un d’autre.",
        error_messages={"required": "Cochez cette case seulement si la personne est là, avec vous."},
    )


class InviteForm(forms.Form):
    """One press on the button: sent twice, it makes one invitation."""

    key = forms.RegexField(re.compile(rf"\A{KEY}\Z", re.ASCII), widget=forms.HiddenInput)


class JoinForm(forms.Form):
    """The words somebody of the group said."""

    words = words_field("Les quatre mots donnés par le groupe")

    def clean_words(self) -> list[str]:
        """The four words. A word that is never given is a slip, and is said so."""
        words = cards.normalise(self.cleaned_data["words"])
        if len(words) != cards.WORDS_PER_CARD:
            raise forms.ValidationError("Il y a quatre mots. Écrivez les quatre.")
        for word in cards.unknown_words(words)[:1]:
            near = cards.closest_word(word)
            hint = f"Peut-être « {near} » ?" if near else "Regardez bien comment il est écrit."
            raise forms.ValidationError(f"Le mot « {word[:30]} » n’est jamais donné. {hint}")
        return words


class AnswerForm(forms.Form):
    """« C’est bien moi » or « Ce n’est pas moi »: two buttons."""

    answer = forms.ChoiceField(
        label="Votre réponse",
        choices=[(MINE, "C’est bien moi"), (NOT_MINE, "Ce n’est pas moi")],
        error_messages={"required": "Choisissez une des deux réponses."},
    )


class FindableForm(forms.ModelForm):
    class Meta:
        model = Membership
        fields = ("findable",)
        labels = {"findable": "On peut me trouver dans ce groupe"}

    def save_choice(self) -> None:
        """Keep that choice alone."""
        self.instance.save(update_fields=["findable"])


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
