"""People in the Wagtail admin: their forms ask no civil name (docs/architecture.md#trap-admin-asks-for-names).

An account belongs to the person: the admin opens accounts for those who write, gives and withdraws roles, closes an
account. It changes neither the password nor the e-mail address of a person who has them, so that nobody enters
another person's account from here (docs/architecture.md#principles).
"""

from typing import TYPE_CHECKING, Any

from django import forms
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from accounts.models import User
from accounts.recovery import emergency_stop
from accounts.sign_in import own_email
from accounts.sign_in.email_forms import kept_address
from lib.form_fields import Name

if TYPE_CHECKING:
    from django.forms import Form as _Form
else:
    _Form = object
_ROLES = {"is_superuser", "groups"}
ROLES_EXPLAINED = (
    "Rédacteurs : écrivent, et soumettent à la relecture. Modérateurs : relisent et publient. Coordination : ouvre les "
    "groupes et confirme qui s’en occupe. Il y faut deux personnes au moins."
)


class _PersonMixin(_Form):
    def account_fields(self) -> list[forms.BoundField]:
        """Return the fields of the first tab: everything but the roles."""
        return [self[name] for name in self.fields if name not in _ROLES]

    def explain_roles(self) -> None:
        """Say what each role does: whoever opens the first accounts has not read the guide."""
        if "groups" in self.fields:
            self.fields["groups"].label, self.fields["groups"].help_text = "Rôles", ROLES_EXPLAINED

    def _drop(self, *names: str) -> None:
        for name in names:
            self.fields.pop(name, None)


class PersonCreationForm(_PersonMixin, UserCreationForm):
    """A new account: a generated username that may be changed, a display name, a password; an e-mail if wanted."""

    email = forms.EmailField(
        label="Adresse e-mail (facultatif)",
        help_text="Elle servira à retrouver un mot de passe oublié quand la personne l’aura confirmée dans son compte.",
        required=False,
        max_length=254,
    )
    field_order = ("username", "display_name", "email", "password1", "password2")

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username", "display_name", "email", "is_superuser", "groups")
        field_classes = {"display_name": Name}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._drop("first_name", "last_name")
        self.explain_roles()

    def clean_email(self) -> str | None:
        """Return the address or None. Raise ValidationError when another person uses it."""
        email = kept_address(self.cleaned_data["email"])
        if email and own_email.is_used(email):
            raise forms.ValidationError("Cette adresse e-mail sert déjà à une autre personne.")
        return email or None


class PersonEditForm(_PersonMixin, UserEditForm):
    """An account to change: name, roles, open or closed; nothing with which to sign in."""

    password_enabled = False
    field_order = ("username", "display_name", "is_active")

    class Meta(UserEditForm.Meta):
        model = User
        fields = ("username", "display_name", "is_active", "is_superuser", "groups")
        field_classes = {"display_name": Name}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._drop("first_name", "last_name", "email")
        self.explain_roles()

    def save(self, commit: bool = True) -> User:
        """Save; when the account is closed, stop what is open: it would come back with the account."""
        user: User = super().save(commit)
        if commit and "is_active" in self.changed_data and not user.is_active:
            emergency_stop.stop(user, None, passkeys=False)
        return user


class UserViewSet(WagtailUserViewSet):
    """The pages of the admin about people."""

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """Return our own forms: a display name, and an e-mail only if wanted."""
        return PersonEditForm if for_update else PersonCreationForm
