"""One's own account: name, e-mail address, password, secret code, and proving that it is oneself."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.password_validation import validate_password

from accounts import secret_code
from accounts.forms.card import NOT_THE_CODE, CodeField, NewCodeForm
from accounts.forms.sign_in import LENGTH_HELP, LONGEST_PASSWORD, password_field
from accounts.models import User

NOT_THE_PROOF = "Ce n’est pas le bon code ou le bon mot de passe. Prenez votre temps."


def proof_label(user: User) -> str:
    """What this person proves who they are with."""
    if not user.secret_hash:
        return "Votre mot de passe"
    return "Votre mot de passe ou votre code secret" if user.has_usable_password() else "Votre code secret"


def proves(user: User, given: str) -> bool:
    """Whether `given` is this person's password, or their secret code at the price of a try.

    Raises ValidationError when there were too many passwords.
    """
    digits = given.replace(" ", "")
    if user.secret_hash and len(digits) == secret_code.DIGITS and digits.isascii() and digits.isdigit():
        return secret_code.attempt(user, digits)
    return user.has_usable_password() and get_adapter().reauthenticate(user, given)


class ProofMixin(forms.Form):
    """Adds « votre code ou mot de passe », asked again before what cannot be undone by another."""

    proof = forms.CharField(
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["proof"].label = proof_label(user)

    def clean(self) -> dict[str, Any]:
        """Spends a try only when the rest of the form is right."""
        values = super().clean() or {}
        if not self.errors and not proves(self.user, values["proof"]):
            self.add_error("proof", NOT_THE_PROOF)
        return values


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
        help_text="Elle sert seulement à retrouver un mot de passe oublié. Laissez vide pour ne pas en donner.",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("email", "proof")

    def clean_email(self) -> str:
        """Raises ValidationError when another person uses this address."""
        email = User.objects.normalize_email(self.cleaned_data["email"])
        if email and User.objects.filter(email__iexact=email).exclude(pk=self.user.pk).exists():
            raise forms.ValidationError("Cette adresse ne peut pas être utilisée ici. Choisissez-en une autre.")
        return email


class ChangeCodeForm(NewCodeForm):
    old = CodeField(label="Votre code actuel")
    field_order = ("old", "code", "again")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["code"].label = "Votre nouveau code"

    def clean(self) -> dict[str, Any]:
        """Spends a try only when the new code is right."""
        values = super().clean()
        if not self.errors and not secret_code.attempt(self.user, values["old"]):
            self.add_error("old", NOT_THE_CODE)
        return values


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
