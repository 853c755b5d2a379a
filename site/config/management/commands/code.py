"""Print the current second-factor code of a demonstration person, and of nobody else."""

import argparse
import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.seeding.demo_people import demonstration_user
from lib.allauth_internals import format_hotp_value, hotp_value


class Command(BaseCommand):
    help = "Écrit le code du moment d’une personne de démonstration."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("username", help="l’identifiant, par exemple demo-redaction")

    def handle(self, *args: Any, **options: Any) -> None:
        user = demonstration_user(options["username"])
        if settings.ORIGIN.startswith("https://") or user is None:
            raise CommandError("Cette commande ne connaît que les personnes de démonstration de cette machine.")
        held = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
        if held is None:
            raise CommandError("Cette personne se connecte sans code à usage unique.")
        counter = int(time.time()) // app_settings.TOTP_PERIOD
        self.stdout.write(format_hotp_value(hotp_value(decrypt(held.data["secret"]), counter)))
