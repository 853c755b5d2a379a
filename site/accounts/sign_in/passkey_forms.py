"""Forms of passkeys: a device that recognises its owner answers in JSON, which anyone may forge."""

import struct
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from allauth.mfa.webauthn import forms as webauthn_forms
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django import forms

from accounts.models import User
from lib.form_fields import Name

if TYPE_CHECKING:
    from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm as _CredentialForm
else:
    _CredentialForm = forms.Form

LONGEST_NAME = 40
LONGEST_CREDENTIAL = 20_000  # characters
NOT_RECOGNISED = "Cet appareil n’a pas été reconnu. Recommencez, ou entrez d’une autre façon."
# What reading forged JSON, CBOR or keys may raise, deep in the library.
FORGED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    InvalidSignature,
    UnsupportedAlgorithm,
)


class CredentialField(forms.JSONField):
    """The answer of a device; whatever cannot be one is refused."""

    def __init__(self) -> None:
        super().__init__(label="Appareil", widget=forms.HiddenInput, error_messages={"required": NOT_RECOGNISED})

    def to_python(self, value: Any) -> Any:
        """Return a dictionary."""
        if len(value or "") > LONGEST_CREDENTIAL:
            raise forms.ValidationError(NOT_RECOGNISED)
        try:
            given = super().to_python(value)
        except (forms.ValidationError, *FORGED):
            raise forms.ValidationError(NOT_RECOGNISED) from None
        if value and not isinstance(given, dict):
            raise forms.ValidationError(NOT_RECOGNISED)
        return given


class _RecogniseMixin(_CredentialForm):
    credential = CredentialField()

    def clean_credential(self) -> Any:
        """Return the Authenticator of the device. Raise ValidationError for a forged or unknown one."""
        self.is_another_device = self.cleaned_data["credential"].get("authenticatorAttachment") == "cross-platform"
        try:
            return super().clean_credential()
        except FORGED:
            raise forms.ValidationError(NOT_RECOGNISED) from None


class EnterWithPasskeyForm(_RecogniseMixin, webauthn_forms.LoginWebAuthnForm):
    """Sign-in. `is_another_device`: a phone answered for the computer beside it, which others may use."""


class SecondPasskeyForm(_RecogniseMixin, webauthn_forms.AuthenticateWebAuthnForm):
    """The second factor during sign-in."""


class PasskeyAgainForm(_RecogniseMixin, webauthn_forms.ReauthenticateWebAuthnForm):
    """The proof, asked again, of who the member is."""


def name_field(**kwargs: Any) -> forms.CharField:
    """Return the field of the name a member gives to a device."""
    return Name(
        label="Comment l’appelez-vous ?",
        max_length=LONGEST_NAME,
        error_messages={"max_length": "40 lettres au plus."},
        **kwargs,
    )


class NamePasskeyForm(forms.Form):
    """Another name for a device."""

    name = name_field()


class AddPasskeyForm(webauthn_forms.SignupWebAuthnForm):
    """A device to add."""

    name = name_field(required=False, help_text="Par exemple : mon téléphone.")
    credential = CredentialField()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Keep only the needed parts of the answer. Raise ValidationError for a forged one."""
        try:
            values = super().clean()
        except FORGED:
            raise get_adapter().validation_error("incorrect_code") from None
        given = values.get("credential")
        if given and not self.errors:
            answer = given["response"]
            values["credential"] = {
                **{key: given[key] for key in ("id", "rawId", "type") if key in given},
                "response": {key: answer[key] for key in ("clientDataJSON", "attestationObject")},
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        return values
