"""Make demonstration people and write how they sign in to one private file. Never under https."""

import argparse
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from config.seeding.demo_operator import ensure_operator
from config.seeding.demo_people import Person, Secrets, Way, all_made, ensure_people

PRIVATE = 0o600
HOW = {
    Way.CARD: "Ouvrez {origin}/compte/carte/ puis tapez les quatre mots et le code secret.",
    Way.PASSWORD: "Ouvrez {origin}/compte/connexion/ puis tapez l’identifiant et le mot de passe.",
    Way.TWO_FACTORS: "Le même chemin, puis le code du moment : make code USER=identifiant",
}

TO_TRY = (
    "Une question sans nom : posez-la sans compte à {origin}/pratiques/question/ et gardez les quatre mots. "
    "Pair-advocate y répond à {origin}/pratiques/questions/, Deuxième pair-advocate relit et publie. "
    "La réponse se retrouve avec les quatre mots.",
    "Une confirmation à distance : Membre ajoute une compétence, puis la demande à Trésorerie.",
    "« Je t’ai vu faire » : Membre montre un code à {origin}/passeport/offre/, une autre personne l’ouvre.",
)


class Command(BaseCommand):
    help = "Crée les personnes de démonstration et écrit leurs accès dans un fichier privé."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--file", required=True, help="où écrire les accès")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ORIGIN.startswith("https://"):
            raise CommandError("Pas de personnes de démonstration sur un site en https.")
        ensure_operator()
        target = Path(options["file"])
        if all_made() and target.is_file():
            self.stdout.write(f"  Personnes de démonstration : déjà là, leurs accès sont dans {target}")
            return
        # The file is written before the commit: people without their secrets would be of no use.
        with transaction.atomic():
            handed = ensure_people()
            write_private(target, in_words(handed))
        self.stdout.write(f"  Personnes de démonstration : {len(handed)}, leurs accès sont dans {target}")


def in_words(handed: list[tuple[Person, Secrets]]) -> str:
    """Return the text of the file: each person, how they sign in, and with what."""
    lines = [
        "Entrepairs : personnes de démonstration",
        "",
        "Elles n’existent pas et ne servent qu’à essayer le site sur cette machine.",
        f"Adresse du site : {settings.ORIGIN}/",
    ]
    for way in Way:
        people = [(person, found) for person, found in handed if person.way == way]
        if people:
            lines += ["", f"== {way}", HOW[way].format(origin=settings.ORIGIN)]
        for person, found in people:
            lines += ["", person.display_name, f"    {person.what}"]
            lines += [f"    {label} : {value}" for label, value in found.items()]
    lines += ["", "== À essayer", *(f"- {each.format(origin=settings.ORIGIN)}" for each in TO_TRY)]
    return "\n".join(lines) + "\n"


def write_private(target: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(target.name + ".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        opened.write(text)
    fresh.replace(target)
