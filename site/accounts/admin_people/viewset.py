"""People in the Wagtail admin: their forms ask no civil name (docs/architecture.md#trap-admin-asks-for-names).

An account belongs to the person: the admin opens accounts for those who write, gives and withdraws roles, closes an
account. It changes neither the password nor the e-mail address of a person who has them, so that nobody enters
another person's account from here (docs/architecture.md#principles).
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView as WagtailCreateView
from wagtail.users.views.users import IndexView as WagtailIndexView
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


NOTE_IT = "Notez-le, avec le mot de passe : la personne en a besoin pour entrer."
MAIL_SERVES = "Elle servira à retrouver un mot de passe oublié quand la personne l’aura confirmée dans son compte."
NO_MAIL = "Ce site n’envoie pas d’e-mails : laissez vide. Un mot de passe oublié ne se retrouve pas par ce moyen."
OPENED = "Le compte est ouvert : {person}. Notez son identifiant, {username} : il sert à entrer."


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
        self.fields["username"].help_text = NOTE_IT
        self.fields["email"].help_text = MAIL_SERVES if settings.MAIL_IS_SENT else NO_MAIL
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


class IndexView(WagtailIndexView):
    """The list of people: which roles each has, and whether the account is open, in words."""

    @cached_property
    def columns(self) -> list[Column]:
        """Return Wagtail's columns, but for those that say « Admin » or nothing, and « True »."""
        ours = {
            "is_superuser": Column("roles", label="Rôles", accessor=roles_of, width="15%"),
            "is_active": Column(
                "is_active",
                label="Compte",
                accessor=lambda user: "ouvert" if user.is_active else "fermé",
                sort_key="is_active",
                width="10%",
            ),
        }
        return [ours.get(column.name, column) for column in super().columns]

    def get_base_queryset(self) -> models.QuerySet[User]:
        """Return the people with their roles, in one more query."""
        return super().get_base_queryset().prefetch_related("groups")


def roles_of(user: User) -> str:
    """Return the roles of a person in words, "" for a member."""
    named = ["Administration"] if user.is_superuser else []
    return ", ".join([*named, *sorted(str(group) for group in user.groups.all())])


class CreateView(WagtailCreateView):
    """The page that opens an account."""

    def get_success_message(self, instance: User) -> str:
        """Return what to note: the identifier was drawn, and the person has never seen it."""
        return OPENED.format(person=instance, username=instance.username)


class UserViewSet(WagtailUserViewSet):
    """The pages of the admin about people."""

    index_view_class = IndexView
    add_view_class = CreateView

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """Return our own forms: a display name, and an e-mail only if wanted."""
        return PersonEditForm if for_update else PersonCreationForm
