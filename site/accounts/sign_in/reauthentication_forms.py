"""The field « votre code ou mot de passe », for the forms that ask the member again who they are."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms

from accounts import reauthentication
from accounts.models import User
from accounts.secret_code import card_words, second_slip
from accounts.secret_code import rules as secret_code
from accounts.sign_in.forms import LONGEST_PASSWORD
from lib import typed

NOT_THE_PROOF = "Ce n’est pas le bon code ou le bon mot de passe. Prenez votre temps."


def proof_label(user: User) -> str:
    """Return the label of the field: what this person can prove who they are with."""
    if not reauthentication.gives_code(user):
        return "Votre mot de passe"
    return "Votre mot de passe ou votre code secret" if user.has_usable_password() else "Votre code secret"


def proved_by(user: User, given: str) -> str:
    """Return how `given` proves who this person is: `password`, `secret_code` (at the price of a try) or "".

    Raise ValidationError when there were too many passwords.
    """
    digits = typed.code(given)
    is_code = len(digits) == secret_code.DIGITS and digits.isascii() and digits.isdigit()
    if is_code and reauthentication.gives_code(user):
        return "secret_code" if secret_code.attempt(user, digits) else ""
    return "password" if user.has_usable_password() and get_adapter().reauthenticate(user, given) else ""


def proved_by_slip(user: User, given: str) -> bool:
    """Return whether `given` is the six words of this person's second slip, at the price of one of its turns."""
    words = card_words.normalise(given)
    if len(words) != second_slip.WORDS or not reauthentication.gives_code(user):
        return False
    return second_slip.attempt(user, "", second_slip.words_fingerprint(words)) is not None


class ProofMixin(forms.Form):
    """A form that asks for « votre code ou mot de passe » before an act that cannot be undone.

    With `proved` it does not: the member has just proved who they are (accounts.reauthentication), say in pictures.
    """

    proof = forms.CharField(
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    takes_slip = False  # whether a second slip proves it too: never what would outlast it (second_slip)
    method = ""  # how it was proved: `password` or `secret_code`

    def __init__(self, *args: Any, user: User, proved: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.asks_proof = not proved
        if proved:
            del self.fields["proof"]
        else:
            self.fields["proof"].label = proof_label(user)

    def clean(self) -> dict[str, Any]:
        """Check the proof, but spend a try only when the rest of the form is right."""
        values = super().clean() or {}
        if not self.errors and self.asks_proof:
            by_slip = self.takes_slip and proved_by_slip(self.user, values["proof"])
            self.method = "slip" if by_slip else self.proved_by(values["proof"])
            if not self.method and not self.errors:
                self.add_error("proof", NOT_THE_PROOF)
        return values

    def proved_by(self, given: str) -> str:
        """Return how `given` proves it, or ""; a form may count otherwise, and add an error of its own."""
        return proved_by(self.user, given)


class ProofForm(ProofMixin):
    """The proof alone."""
