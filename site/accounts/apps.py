from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People: accounts, cards, memberships, mandates, reading comfort."""

    name = "accounts"
    label = "accounts"
    verbose_name = "Personnes"

    def ready(self) -> None:
        """Take part in the two registries this app keeps."""
        from django.contrib.auth.signals import user_logged_in

        from accounts import acts, after_sign_in, drafts, inactivity, my_data, own_data, rescue, resets

        # Before django.contrib.auth's own receiver, which writes the new date of the last sign-in.
        user_logged_in.connect(inactivity.came_back, dispatch_uid="accounts.came_back")
        after_sign_in.register(resets.tell, first=True)
        after_sign_in.register(drafts.offer)
        after_sign_in.register(rescue.offer)
        my_data.register("compte", own_data.export)
        my_data.register("vie de mes groupes", acts.export)
