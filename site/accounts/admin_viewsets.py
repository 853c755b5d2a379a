"""People in the Wagtail admin: no e-mail nor civil name asked (known trap 4)."""

from django import forms
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from accounts.models import User


class PersonCreationForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User
        fields = {"username", "display_name", "email", "groups", "is_superuser"}


class PersonEditForm(UserEditForm):
    class Meta(UserEditForm.Meta):
        model = User
        fields = {"username", "display_name", "email", "groups", "is_superuser", "is_active"}
        widgets = {"groups": forms.CheckboxSelectMultiple}


class UserViewSet(WagtailUserViewSet):
    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """Our own forms: display name, and an e-mail only if wanted."""
        return PersonEditForm if for_update else PersonCreationForm
