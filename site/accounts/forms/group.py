"""Opening an account in a group; finding a group where nobody has one yet."""

import re
import secrets
from typing import Any

from django import forms

from accounts.models import Mandate, Membership, User

KEY = r"[\w-]{22}"
FACILITATOR = Membership.Role.FACILITATOR.value


def opening_key() -> str:
    """The name of one display of the form: sent twice, it opens one account."""
    return secrets.token_urlsafe(16)


def is_opening_key(text: str) -> bool:
    """Whether `text` may be one of our opening keys."""
    return bool(re.fullmatch(KEY, text, re.ASCII))


class OpenAccountForm(forms.ModelForm):
    key = forms.RegexField(re.compile(rf"\A{KEY}\Z", re.ASCII), widget=forms.HiddenInput)

    class Meta:
        model = User
        fields = ("display_name",)
        labels = {"display_name": "Nom affiché"}
        help_texts = {
            "display_name": "Le prénom ou le surnom que la personne choisit. Elle pourra le changer. "
            "Rien d’autre n’est demandé."
        }
        error_messages = {"display_name": {"max_length": "60 lettres au plus."}}

    def __init__(self, *args: Any, first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["display_name"].widget.attrs["autocomplete"] = "off"
        if first:
            choices = [(FACILITATOR, "Anime le groupe"), *Mandate.BoardOffice.choices]
            self.fields["function"] = forms.ChoiceField(
                label="Ce que fait la personne dans le groupe", choices=choices, widget=forms.RadioSelect
            )

    def part(self) -> dict[str, str]:
        """The role and the office to record (services.open_account)."""
        function = self.cleaned_data.get("function", "")
        if function == FACILITATOR:
            return {"role": FACILITATOR}
        return {"role": Membership.Role.MEMBER.value, "office": function}


class GroupSearchForm(forms.Form):
    q = forms.CharField(label="Nom du groupe ou ville", max_length=100, required=False)
