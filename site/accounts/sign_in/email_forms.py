"""Forms of an e-mail address and of the codes read in its mailbox, to prove it or to sign in."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from django import forms
from django.conf import settings

from accounts.secret_code.forms import SixDigitsField, shared_field
from accounts.sign_in import guesses, mailed_codes, own_email
from accounts.sign_in.forms import CODE_ATTRS, spell_out
from accounts.sign_in.reauthentication_forms import ProofMixin
from lib import typed

ODD_LETTER = "La lettre « {letter} » ne sert pas dans une adresse e-mail. Écrivez l’adresse au clavier."
SIGN_IN_HELP = "Six chiffres, dans le message que vous venez de recevoir. Douze si l’on a demandé beaucoup de codes."
NO_MAIL = "Ce site n’envoie pas d’e-mail : il ne garde pas de nouvelle adresse."
HELP = "Six chiffres, dans le message que vous venez de recevoir."


def kept_address(given: str) -> str:
    """Return the address as it is kept. Raise ValidationError for a letter that only looks like one of an address."""
    email = typed.address(given)
    odd = [letter for letter in email if not letter.isascii()]
    if odd:
        raise forms.ValidationError(ODD_LETTER.format(letter=odd[0]))
    return email


class MailedCodeField(SixDigitsField):
    """The code read in a mailbox."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs=CODE_ATTRS), **kwargs)


class SignInCodeField(MailedCodeField):
    """The code with which to sign in: six digits, or twelve when many were asked for that day."""

    lengths = (mailed_codes.SHORT, mailed_codes.LONG)
    otherwise = "Le code a six chiffres, ou douze."


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
        """Return the address kept, or the one typed when nobody proved it; set `_user` to its owner, if any.

        Raise ValidationError for too many requests.
        """
        email = typed.address(self.cleaned_data["email"])
        key = f"{email} {guesses.network_of(context.request)}"
        within = ratelimit.consume(context.request, action="request_login_code", key=key)
        if not within or not mailed_codes.may_ask(context.request, email):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = own_email.owner_of(email)
        return (self._user and self._user.email) or email


class ConfirmCodeForm(allauth_forms.ConfirmLoginCodeForm):
    """The code with which to sign in, and whether others use this computer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = SignInCodeField(label="Le code reçu", help_text=SIGN_IN_HELP)
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
        """Return the address as it is kept. Raise ValidationError as `kept_address` does, or where no mail is sent."""
        if self.cleaned_data["email"] and not settings.MAIL_IS_SENT:
            raise forms.ValidationError(NO_MAIL)
        return kept_address(self.cleaned_data["email"])
