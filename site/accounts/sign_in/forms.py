"""Forms of sign-in with a password and a second code, in the site's own words."""

from typing import TYPE_CHECKING, Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse

from accounts import shared_computer
from accounts.secret_code.forms import shared_field
from accounts.sign_in import guesses, own_email, second_factor
from lib import typed

if TYPE_CHECKING:
    from allauth.mfa.base.forms import AuthenticateForm as _CodeForm
else:
    _CodeForm = object

LONGEST_PASSWORD = 200
LENGTH_HELP = "Au moins 10 caractères. Une phrase courte convient très bien."
OF_APPLICATION = ("Code de votre application", "Six chiffres. Ils changent toutes les 30 secondes.")
OF_SHEET = ("Code de votre feuille", "Huit chiffres. Prenez-en un qui n’a pas encore servi, puis rayez-le.")
OF_EITHER = (
    "Code de votre application ou de votre feuille",
    "L’application en donne six chiffres, qui changent toutes les 30 secondes. Sur la feuille, il y en a huit.",
)
CODE_ATTRS = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "input-code"}


def password_field(label: str, autocomplete: str, help_text: str = "") -> forms.CharField:
    """Return a password field, never written back into the page."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


def spell_out(form: forms.Form, labels: dict[str, tuple[str, str]]) -> None:
    """Give allauth's fields our labels and help, no placeholder, and a maximum length."""
    for name, (label, help_text) in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, help_text
        field.widget.attrs.pop("placeholder", None)
        if isinstance(field, forms.CharField) and not field.max_length:
            field.max_length = LONGEST_PASSWORD
            field.validators.append(MaxLengthValidator(LONGEST_PASSWORD))


class LoginForm(allauth_forms.LoginForm):
    """A username or address, a password, and whether others use this computer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shared"] = shared_field(initial=False)
        spell_out(self, {"login": ("Identifiant ou adresse e-mail", ""), "password": ("Mot de passe", "")})
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def clean_login(self) -> str:
        """Return the identifier or the address as accounts keep theirs, however it was typed or pasted."""
        return typed.login(self.cleaned_data["login"])

    def user_credentials(self) -> dict[str, str]:
        """Return an address or an identifier, never both: allauth would compare the password of a known one twice."""
        typed_as: dict[str, str] = super().user_credentials()
        return {name: said for name, said in typed_as.items() if name != "username" or "email" not in typed_as}

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in; on a shared computer the session ends with the browser, or after 30 idle minutes."""
        shared_computer.begin(request, self.cleaned_data["shared"])
        return super().login(request, redirect_url)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """The present password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": ("Mot de passe actuel", ""),
            "password1": ("Nouveau mot de passe", LENGTH_HELP),
            "password2": ("Le même, une deuxième fois", ""),
        }
        spell_out(self, labels)


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """The address to which to send a link: a proved one, of an account with a password; any other gets the same answer.

    An address that nobody proved may be a slip, and its reader a stranger. An account opened with a card only has no
    password to replace.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spell_out(self, {"email": ("Adresse e-mail", "Celle que vous avez confirmée dans votre compte.")})

    def clean_email(self) -> str:
        """Return the address; set `users` to the person who receives the link, if any."""
        email = self.cleaned_data["email"]
        owner = own_email.owner_of(email)
        self.users = [owner] if owner and owner.has_usable_password() else []
        return typed.address(email)

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Send the link, or do the same work for nobody."""
        if not self.users:
            get_adapter().send_reset_to_nobody()
        return super().save(request, **kwargs)


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    """The new password of a person who followed a link, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "password1": ("Nouveau mot de passe", LENGTH_HELP),
            "password2": ("Le même, une deuxième fois", ""),
        }
        spell_out(self, labels)


class _CodeMixin(_CodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spell_out(self, {"code": self.words()})
        self.fields["code"].widget.attrs.update(CODE_ATTRS)

    def words(self) -> tuple[str, str]:
        """Return the label of the field and its help."""
        return OF_APPLICATION

    def clean_code(self) -> str:
        """Return the code as it was drawn, however typed. Raise ValidationError for a wrong one."""
        self.cleaned_data["code"] = typed.code(self.cleaned_data["code"])
        return super().clean_code()


class _CodeOrPaperMixin(_CodeMixin):
    def words(self) -> tuple[str, str]:
        """Return the label of the field and its help, by where this person reads their codes."""
        held = second_factor.codes_of(self.user)
        if Authenticator.Type.RECOVERY_CODES not in held:
            return OF_APPLICATION
        return OF_EITHER if Authenticator.Type.TOTP in held else OF_SHEET

    def clean_code(self) -> str:
        """Return the code. Raise ValidationError for a wrong one, and for one too many from this network.

        Counted in the database: allauth counts in the cache, which may be away.
        """
        if not guesses.take_second_code(context.request, self.user):
            raise get_adapter().validation_error("too_many_login_attempts")
        code = super().clean_code()
        guesses.give_back_second_codes(context.request, self.user)
        return code


class SecondFactorForm(_CodeOrPaperMixin, mfa_forms.AuthenticateForm):
    """The code of the application or of the printed page, during sign-in."""


class SecondFactorAgainForm(_CodeOrPaperMixin, mfa_forms.ReauthenticateForm):
    """The code of the application or of the printed page, once signed in."""


class ActivateTOTPForm(_CodeMixin, totp_forms.ActivateTOTPForm):
    """The first code, which proves that the application is ready."""
