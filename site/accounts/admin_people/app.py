from wagtail.users.apps import WagtailUsersAppConfig


class AdminUsersConfig(WagtailUsersAppConfig):
    """Wagtail's users app with a form that asks neither e-mail nor civil names (known trap 4)."""

    user_viewset = "accounts.admin_people.viewset.UserViewSet"
