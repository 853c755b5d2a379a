"""Forms of an e-mail address and of the codes read in its mailbox, to prove it or to sign in."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from django import forms

from accounts.models import User
from accounts.secret_code.forms import SixDigitsField, shared_field
from accounts.sign_in import own_email
from accounts.sign_in.forms import CODE_ATTRS, spell_out
from accounts.sign_in.reauthentication_forms import ProofMixin
from lib.limits import take_turn

CODES_A_DAY = 20  # to one address: each may be guessed at three times
DAY = 24 * 3600  # seconds
HELP = "Six chiffres, dans le message que vous venez de recevoir."


class MailedCodeField(SixDigitsField):
    """The code read in a mailbox."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs=CODE_ATTRS), **kwargs)


class MailedCodeForm(forms.Form):
    """The code that proves the address of the member."""

    code = MailedCodeField(label="Le code reçu", help_text=HELP)


class RequestCodeForm(allauth_forms.RequestLoginCodeForm):
    """The address to which to send a sign-in code: a proved one; any other gets the same answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spell_out(self, {"email": ("Votre adresse e-mail", "Celle que vous avez confirmée dans votre compte.")})
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean_email(self) -> str:
        """Return the address; set `_user` to its owner, if any. Raise ValidationError for too many requests."""
        email = self.cleaned_data["email"]
        within = ratelimit.consume(context.request, action="request_login_code", key=email.lower())
        if not within or not take_turn(f"login-codes:{email.lower()}", CODES_A_DAY, DAY):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = own_email.owner_of(email)
        return email


class ConfirmCodeForm(allauth_forms.ConfirmLoginCodeForm):
    """The code with which to sign in, and whether others use this computer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = MailedCodeField(label="Le code reçu", help_text=HELP)
        self.fields["shared"] = shared_field(initial=False)


class EmailForm(ProofMixin):
    """The e-mail address of the member, which may be empty."""

    email = forms.EmailField(
        label="Votre adresse e-mail",
        help_text="Une adresse que vous seul lisez. Laissez vide pour ne pas en donner.",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("email", "proof")

    def clean_email(self) -> str:
        """Return the address, its domain in lower case."""
        return User.objects.normalize_email(self.cleaned_data["email"])
