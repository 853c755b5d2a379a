"""Print a link by which one person chooses another password: for a person without a proved e-mail address."""

import argparse
from typing import Any
from urllib.parse import urljoin

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from accounts.models import User


class Command(BaseCommand):
    help = "Écrit l’adresse, à usage unique, où une personne choisit un autre mot de passe."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("username", help="l’identifiant de la personne")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"], is_active=True).first()
        if user is None or not user.has_usable_password():
            raise CommandError("Aucun compte ouvert n’entre avec un mot de passe sous cet identifiant.")
        key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
        page = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
        self.stdout.write(urljoin(settings.ORIGIN, page))
