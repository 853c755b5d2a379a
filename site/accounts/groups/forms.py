"""Forms to open an account in a group, invite, join, and be found there."""

import re
from typing import Any

from django import forms

from accounts import names
from accounts.displayed_name import NamesSomebody
from accounts.mandates.forms import WarnedForm
from accounts.models import Mandate, Membership, User
from accounts.secret_code import card_words
from accounts.secret_code.forms import LONGEST_TYPED
from directory.models import PeerGroup
from lib.form_fields import Name, Radios
from lib.idempotency import name_of
from lib.secrets import draw_token

NOT_IN_USE = (
    "Ces mots ne mènent à aucun groupe en ce moment. Ils servent une fois, pendant 24 heures. "
    "Demandez-en d’autres dans ce groupe."
)

TAKEN = (
    "Il y a déjà une personne nommée {name} dans ce groupe. Ajoutez une lettre ou un surnom, choisi avec la personne : "
    "sinon une carte ou une demande pourrait aller à l’autre."
)
KEY_LENGTH = 22
KEY = rf"[\w-]{{{KEY_LENGTH}}}"
FACILITATOR = Membership.Role.FACILITATOR.value


def opening_key() -> str:
    """Return the name of one display of a form: sent twice, it opens one account, or makes one invitation."""
    return draw_token()


def is_opening_key(text: str) -> bool:
    """Return whether `text` has the shape of an opening key."""
    return bool(re.fullmatch(KEY, text, re.ASCII))


def other_key(user: User, key: str, words: str) -> str:
    """Return the key that a page has when `user` sends other words from it, always the same for the same words."""
    return name_of(user, key, words)[:KEY_LENGTH]


class OpenAccountForm(WarnedForm, NamesSomebody, forms.ModelForm):
    """The account to open: a display name; for the first account of a group (`first`), also what the person does.

    A name that a present member of `group` bears asks for a tick; a coordinator, who opens the first, is not told.
    """

    key = forms.RegexField(re.compile(rf"\A{KEY}\Z", re.ASCII), widget=forms.HiddenInput)

    class Meta:
        model = User
        fields = ("display_name",)
        field_classes = {"display_name": Name}
        labels = {"display_name": "Nom affiché"}
        help_texts = {
            "display_name": "Le prénom ou le surnom que la personne choisit. Elle pourra le changer. "
            "Rien d’autre n’est demandé."
        }
        error_messages = {"display_name": {"max_length": "60 lettres au plus."}}

    def __init__(self, *args: Any, group: PeerGroup, first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group, self.first = group, first
        self.fields["display_name"].widget.attrs["autocomplete"] = "off"
        if first:
            choices = [(FACILITATOR, "Anime le groupe"), *Mandate.BoardOffice.choices]
            self.fields["function"] = forms.ChoiceField(
                label="Ce que fait la personne dans le groupe", choices=choices, widget=Radios
            )

    def clean(self) -> dict[str, Any]:
        """Warn when a present member of the group bears this name."""
        values = super().clean() or {}
        name = values.get("display_name")
        if name and not self.first and names.is_taken(name, self.group, values.get("key", "")):
            self.warn(TAKEN.format(name=name))
        return values

    def part(self) -> dict[str, str]:
        """Return the `role` and the `office` to record, as accounts.groups.new_account.open_account takes them."""
        function = self.cleaned_data.get("function", "")
        if function == FACILITATOR:
            return {"role": FACILITATOR}
        return {"role": Membership.Role.MEMBER.value, "office": function}


def words_field(label: str) -> forms.CharField:
    """Return a field for four words that another person said or showed."""
    return forms.CharField(
        label=label,
        help_text="Dans l’ordre, avec un espace entre les mots. Ce ne sont pas les mots de votre carte.",
        max_length=LONGEST_TYPED,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"max_length": "Quatre mots suffisent : c’est beaucoup plus long."},
    )


class InviteForm(forms.Form):
    """The button that makes an invitation: pressed twice, it makes one."""

    key = forms.RegexField(re.compile(rf"\A{KEY}\Z", re.ASCII), widget=forms.HiddenInput)


class JoinForm(forms.Form):
    """The four words given by the group to join."""

    words = words_field("Les quatre mots donnés par le groupe")

    def clean_words(self) -> list[str]:
        """Return the four words. Raise ValidationError for another number, or a word that is never drawn."""
        words = card_words.normalise(self.cleaned_data["words"])
        if len(words) != card_words.WORDS_PER_CARD:
            raise forms.ValidationError("Il y a quatre mots. Écrivez les quatre.")
        for word in card_words.unknown_words(words)[:1]:
            near = card_words.closest_word(word)
            hint = f"Peut-être « {near} » ?" if near else "Regardez bien comment il est écrit."
            raise forms.ValidationError(f"Le mot « {word[:30]} » n’est jamais donné. {hint}")
        return words


class FindableForm(forms.ModelForm):
    """The box « On peut me trouver dans ce groupe »."""

    class Meta:
        model = Membership
        fields = ("findable",)
        labels = {"findable": "On peut me trouver dans ce groupe"}

    def save_choice(self) -> None:
        """Save that field alone."""
        self.instance.save(update_fields=["findable"])
