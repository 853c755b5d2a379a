from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People: accounts, cards, memberships, mandates, reading comfort."""

    name = "accounts"
    label = "accounts"
    verbose_name = "Personnes"
