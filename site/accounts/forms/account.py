"""One's own account: name, e-mail address, password, secret code, and proving that it is oneself."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.password_validation import validate_password

from accounts import proof, secret_code
from accounts.forms.sign_in import LENGTH_HELP, LONGEST_PASSWORD, password_field
from accounts.models import User

NOT_THE_PROOF = "Ce n’est pas le bon code ou le bon mot de passe. Prenez votre temps."


def proof_label(user: User) -> str:
    """What this person proves who they are with."""
    if not proof.gives_code(user):
        return "Votre mot de passe"
    return "Votre mot de passe ou votre code secret" if user.has_usable_password() else "Votre code secret"


def proved_by(user: User, given: str) -> str:
    """How `given` proves that it is this person: `password`, `secret_code` at the price of a try; "" when it does not.

    Raises ValidationError when there were too many passwords.
    """
    digits = given.replace(" ", "")
    is_code = len(digits) == secret_code.DIGITS and digits.isascii() and digits.isdigit()
    if is_code and proof.gives_code(user):
        return "secret_code" if secret_code.attempt(user, digits) else ""
    return "password" if user.has_usable_password() and get_adapter().reauthenticate(user, given) else ""


class ProofMixin(forms.Form):
    """Adds « votre code ou mot de passe », asked again before what cannot be undone by another.

    Not asked when it was `proved` lately (accounts.proof), in pictures for instance.
    """

    proof = forms.CharField(
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
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
        """Spends a try only when the rest of the form is right."""
        values = super().clean() or {}
        if not self.errors and self.asks_proof:
            self.method = proved_by(self.user, values["proof"])
            if not self.method:
                self.add_error("proof", NOT_THE_PROOF)
        return values


class ProofForm(ProofMixin):
    """Nothing but the proof."""


class NameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("display_name",)
        labels = {"display_name": "Votre nom affiché"}
        help_texts = {"display_name": "Un prénom ou un surnom suffit. Les personnes de votre groupe le voient."}
        error_messages = {"display_name": {"max_length": "60 lettres au plus."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["display_name"].widget.attrs["autocomplete"] = "nickname"


class EmailForm(ProofMixin):
    email = forms.EmailField(
        label="Votre adresse e-mail",
        help_text="Une adresse que vous seul lisez. Laissez vide pour ne pas en donner.",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("email", "proof")

    def clean_email(self) -> str:
        """The address, its domain in lower case."""
        return User.objects.normalize_email(self.cleaned_data["email"])


class SetPasswordForm(ProofMixin):
    """A first password for someone who came with a card."""

    password1 = password_field("Mot de passe", "new-password", LENGTH_HELP)
    password2 = password_field("Le même, une deuxième fois", "new-password")
    field_order = ("proof", "password1", "password2")

    def clean_password1(self) -> str:
        """Raises ValidationError when the password is easy to guess."""
        validate_password(self.cleaned_data["password1"], self.user)
        return self.cleaned_data["password1"]

    def clean_password2(self) -> str:
        """Raises ValidationError when the two differ."""
        if self.cleaned_data.get("password1") and self.cleaned_data["password1"] != self.cleaned_data["password2"]:
            raise forms.ValidationError("Les deux mots de passe sont différents. Écrivez deux fois le même.")
        return self.cleaned_data["password2"]


class EraseForm(ProofMixin):
    """Erase one's account."""
