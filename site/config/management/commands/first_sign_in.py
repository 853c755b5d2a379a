"""Print the one-use code by which the first superuser of an empty site enters."""

import argparse
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.urls import reverse

from accounts.sign_in import first_superuser

NO_TERMINAL = (
    "Ce n’est pas un terminal : le code irait peut-être dans un journal. "
    "Lancez la commande à la main (docker compose exec, ou systemd-run --pty)."
)


class Command(BaseCommand):
    help = "Écrit, une seule fois, le code de la première entrée d’un site sans superutilisateur."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the identifier, if the neutral one that is drawn does not suit."""
        parser.add_argument("username", nargs="?", default="", help="l’identifiant ; sinon il est tiré au sort")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the page, the identifier and the code on a terminal. Raise CommandError when none can be made."""
        if not self.stdout.isatty():
            raise CommandError(NO_TERMINAL)
        try:
            user, code = first_superuser.open_code(options["username"])
        except first_superuser.NoFirstCodeError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError("La base n’est pas prête. Lancez « prepare », puis recommencez.") from error
        self.stdout.write(f"Page : {urljoin(settings.ORIGIN, reverse('accounts:first_sign_in'))}")
        self.stdout.write(f"Identifiant : {user.username}")
        self.stdout.write(f"Code : {code}")
        self.stdout.write(f"Il sert une fois, pendant {first_superuser.MINUTES} minutes. Il n’est écrit qu’ici.")
