"""Write the first content, once; bring up to date what nobody changed since."""

import logging
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand

from config.seeding import key_figures, offices, pages, practices, rows, terms, tools
from config.seeding.lesson_blocks import There
from config.seeding.rights import bring_new_rights
from config.seeding.seeder import Item, Outcome, Seeder
from config.seeding.site import ensure_site
from content.admin.roles import ensure_roles
from content.publishing.two_readers import first_content


class Command(BaseCommand):
    help = "Écrit le premier contenu du site. Ce que des personnes ont changé ou supprimé le reste."

    def handle(self, *args: Any, **options: Any) -> None:
        # One line of progress per stage says more than three log lines per page.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        seeder = Seeder.start()
        self._stage(seeder, "Publics", rows.audiences())
        self._stage(seeder, "Faits établis", rows.facts())
        self._stage(seeder, "Repères", key_figures.key_figures())
        self._stage(seeder, "Familles de compétences", rows.skill_domains())
        self._stage(seeder, "Compétences", rows.skills())
        self._stage(seeder, "Mots sensibles", rows.health_words())
        self._stage(seeder, "Mots de recherche", rows.search_words())
        self._stage(seeder, "Groupes, collectifs, organisations", rows.places())
        self._stage(seeder, "Accueil", pages.trunk(seeder))
        self._stage(seeder, "Outils", tools.tools(seeder))
        self._stage(seeder, "Mots expliqués", terms.terms())
        there = There(tools.present_tools(seeder), terms.present_terms(seeder))
        self._stage(seeder, "Formations et leçons", pages.modules(seeder, there))
        self._stage(seeder, "Parcours", pages.paths(seeder))
        self._stage(seeder, "Fonctions du bureau", offices.offices(seeder))
        with first_content():
            self._stage(seeder, "Fiches de pratique", practices.practices(seeder))
        self._stage(seeder, "Portes de l’accueil", pages.front_door(seeder))
        ensure_site()
        ensure_roles()
        bring_new_rights()
        self.stdout.write("Premier contenu : " + _sentence(seeder.counts))
        for key in seeder.kept:
            self.stdout.write(f"  gardé comme des personnes l’ont fait : {key}")

    def _stage(self, seeder: Seeder, label: str, items: Iterable[Item[Any]]) -> None:
        before = seeder.counts.copy()
        in_terminal = self.stdout.isatty()
        for number, item in enumerate(items, 1):
            seeder.put(item)
            if in_terminal:
                self.stdout.write(f"\r  {label} : {number}", ending="")
                self.stdout.flush()
        done = _sentence({each: seeder.counts[each] - before[each] for each in Outcome})
        self.stdout.write(("\r" if in_terminal else "") + f"  {label} : {done}")


def _sentence(counts: dict[Outcome, int]) -> str:
    return ", ".join(f"{each} {counts[each]}" for each in Outcome if counts[each]) or "rien"
