"""The form of the first sign-in: the code of the machine, and a password, twice."""

from django import forms
from django.contrib.auth.password_validation import validate_password

from accounts.models import User
from accounts.sign_in import first_superuser
from accounts.sign_in.forms import LENGTH_HELP, password_field
from lib import secrets

NOT_THE_CODE = "Ce n’est pas le code qui attend. Recopiez-le en entier, majuscules et minuscules comprises."
DIFFERENT = "Les deux mots de passe sont différents. Écrivez deux fois le même."


class FirstSignInForm(forms.Form):
    """The code printed on the machine, and the password that its holder chooses."""

    code = forms.CharField(
        label="Code écrit sur la machine",
        help_text=f"{secrets.TOKEN_LENGTH} lettres et chiffres.",
        max_length=100,
        error_messages={"required": "Recopiez le code que la commande a écrit."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password1 = password_field("Mot de passe", "new-password", LENGTH_HELP)
    password2 = password_field("Le même, une deuxième fois", "new-password")
    holder: User | None = None

    def clean_code(self) -> str:
        """Return the code, and note whom it lets in. Raise ValidationError for another."""
        code: str = self.cleaned_data["code"]
        self.holder = first_superuser.holder_of(code)
        if self.holder is None:
            raise forms.ValidationError(NOT_THE_CODE)
        return code

    def clean_password1(self) -> str:
        """Return the password. Raise ValidationError when it is easy to guess."""
        validate_password(self.cleaned_data["password1"], self.holder)
        return self.cleaned_data["password1"]

    def clean_password2(self) -> str:
        """Return the second password. Raise ValidationError when the two differ."""
        if self.cleaned_data.get("password1") and self.cleaned_data["password1"] != self.cleaned_data["password2"]:
            raise forms.ValidationError(DIFFERENT)
        return self.cleaned_data["password2"]
