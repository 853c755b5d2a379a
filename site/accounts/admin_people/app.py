from wagtail.users.apps import WagtailUsersAppConfig


class AdminUsersConfig(WagtailUsersAppConfig):
    """Wagtail's users app, with our forms (docs/architecture.md#trap-admin-asks-for-names)."""

    user_viewset = "accounts.admin_people.viewset.UserViewSet"
