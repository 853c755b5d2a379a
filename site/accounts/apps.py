from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People: accounts, cards, memberships, mandates, reading comfort."""

    name = "accounts"
    label = "accounts"
    verbose_name = "Personnes"

    def ready(self) -> None:
        """Take part in the two registries this app keeps."""
        from accounts import after_sign_in, drafts, my_data, own_data

        after_sign_in.register(drafts.offer)
        my_data.register("compte", own_data.export)
