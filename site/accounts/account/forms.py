"""Forms of the member's own account: name, first password, erasure."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from accounts.displayed_name import NamesSomebody
from accounts.models import SecondSlip, User
from accounts.sign_in.forms import LENGTH_HELP, password_field
from accounts.sign_in.reauthentication_forms import ProofMixin
from lib.form_fields import Name


class NameForm(NamesSomebody, forms.ModelForm):
    """The display name."""

    class Meta:
        model = User
        fields = ("display_name",)
        field_classes = {"display_name": Name}
        labels = {"display_name": "Votre nom affiché"}
        help_texts = {"display_name": "Un prénom ou un surnom suffit. Les personnes de votre groupe le voient."}
        error_messages = {"display_name": {"max_length": "60 lettres au plus."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["display_name"].widget.attrs["autocomplete"] = "nickname"


class SetPasswordForm(ProofMixin):
    """A first password for a member who signs in with a card."""

    password1 = password_field("Mot de passe", "new-password", LENGTH_HELP)
    password2 = password_field("Le même, une deuxième fois", "new-password")
    field_order = ("proof", "password1", "password2")

    def clean_password1(self) -> str:
        """Return the password. Raise ValidationError when it is easy to guess."""
        validate_password(self.cleaned_data["password1"], self.user)
        return self.cleaned_data["password1"]

    def clean_password2(self) -> str:
        """Return the second password. Raise ValidationError when the two differ."""
        if self.cleaned_data.get("password1") and self.cleaned_data["password1"] != self.cleaned_data["password2"]:
            raise forms.ValidationError("Les deux mots de passe sont différents. Écrivez deux fois le même.")
        return self.cleaned_data["password2"]


class EraseForm(ProofMixin):
    """The erasure of the account: the proof alone. Who cannot remember a code may leave too."""

    takes_slip = True

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if self.asks_proof and SecondSlip.objects.serving().of(user).exists():
            self.fields["proof"].help_text = "Ou les six mots de votre billet d’entrée."
