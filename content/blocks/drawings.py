"""The drawings of static/img/pictograms by their names in French, in families: an editor chooses one by its name.

A drawing added to the folder is named here (tests/content/test_easy_groups.py).
"""

from typing import Any

from wagtail import blocks

FAMILIES: dict[str, dict[str, str]] = {
    "Argent": {
        "1F4D2": "un cahier",
        "1F9FE": "un ticket de caisse",
        "1F9EE": "un boulier pour compter",
        "1FA99": "une pièce",
        "1F4B6": "des billets",
        "1F4B0": "un sac d’argent",
        "1F4B3": "une carte bancaire",
        "1F3E6": "une banque",
        "1F3F7": "une étiquette de prix",
        "1F6D2": "un chariot de courses",
    },
    "Papiers": {
        "1F4C4": "une feuille",
        "1F4DD": "une feuille et un crayon",
        "1F4CB": "une liste",
        "1F4C1": "un dossier",
        "1F5C2": "des dossiers rangés",
        "1F5D2": "un bloc-notes",
        "1F4DC": "un parchemin",
        "1F4D6": "un livre ouvert",
        "1F4F0": "un journal",
        "1F4CA": "un graphique en barres",
        "1F4C8": "une courbe qui monte",
        "2709": "une enveloppe",
        "1F4E8": "une lettre qui arrive",
        "1F5D1": "une corbeille",
        "1F58A": "un stylo",
        "270F": "un crayon",
        "270D": "une main qui écrit",
    },
    "Temps": {
        "1F4C5": "un calendrier",
        "1F5D3": "un calendrier à feuilles",
        "23F0": "un réveil",
    },
    "Personnes": {
        "1F464": "une personne",
        "1F465": "deux personnes",
        "1F64B": "une personne qui lève la main",
        "1F6B6": "une personne qui marche",
        "1F5E3": "une personne qui parle",
        "1F9D1-200D-1F91D-200D-1F9D1": "deux personnes qui se tiennent la main",
        "1F9D1-200D-1F3EB": "une personne qui enseigne",
        "1F9D1-200D-2696-FE0F": "une juge ou un juge",
        "1F9D1-200D-1F4BC": "une personne au bureau",
        "1F9D1-200D-1F4BB": "une personne à l’ordinateur",
        "1F91D": "deux mains qui se serrent",
        "1F44B": "une main qui salue",
        "270B": "une main levée",
        "1F442": "une oreille",
        "1F440": "des yeux",
        "1F453": "des lunettes",
        "2764": "un cœur",
    },
    "Parler et écouter": {
        "1F4AC": "une bulle de parole",
        "1F4DE": "un téléphone",
        "1F4F2": "un téléphone portable",
        "1F4E7": "un courriel",
        "1F4E2": "un haut-parleur",
        "1F3A4": "un micro",
        "1F4FB": "une radio",
    },
    "Lieux": {
        "1F3E0": "une maison",
        "1F3E1": "une maison et son jardin",
        "1F3E5": "un hôpital",
        "1F3DB": "un bâtiment public",
        "1F697": "une voiture",
        "1F68C": "un bus",
        "1F6B2": "un vélo",
        "26F5": "un bateau",
    },
    "Décider et protéger": {
        "1F5F3": "une urne pour voter",
        "2696": "une balance",
        "1F6E1": "un bouclier",
        "1F512": "un cadenas fermé",
        "1F511": "une clé",
        "2705": "une coche",
        "1F6D1": "un panneau stop",
        "2753": "un point d’interrogation",
        "1F4A1": "une ampoule allumée",
        "1F50D": "une loupe",
        "1F50E": "une loupe tournée à droite",
        "1F9ED": "une boussole",
        "1F6A9": "un drapeau",
        "2B50": "une étoile",
        "1F54A": "une colombe",
    },
    "Objets": {
        "1F4BB": "un ordinateur portable",
        "1F5A5": "un écran d’ordinateur",
        "2328": "un clavier",
        "1F4F7": "un appareil photo",
        "1F5BC": "un tableau encadré",
        "1F3A8": "une palette de peinture",
        "1F3AD": "des masques de théâtre",
        "1F9E9": "une pièce de puzzle",
        "1F389": "une fête",
        "1F6CE": "une sonnette d’accueil",
        "1FA91": "une chaise",
        "1F6E0": "des outils",
        "1F9F9": "un balai",
        "1F9FC": "un savon",
        "2602": "un parapluie",
    },
    "Repas et nature": {
        "2615": "une tasse chaude",
        "1F372": "un plat chaud",
        "1F373": "une poêle et un œuf",
        "1F37D": "une assiette et des couverts",
        "1F34E": "une pomme",
        "1F331": "une jeune pousse",
        "1F33F": "une branche de feuilles",
        "1F33A": "une fleur",
        "1F333": "un arbre",
        "2600": "un soleil",
        "1F319": "une lune",
        "1F431": "un chat",
        "1F436": "un chien",
        "1F426": "un oiseau",
        "1F41F": "un poisson",
    },
    "Visages": {
        "1F60A": "un visage qui sourit",
        "1F642": "un visage content",
        "1F610": "un visage sans avis",
        "1F641": "un visage déçu",
    },
}


class DrawingBlock(blocks.ChoiceBlock):
    """One of the drawings of the folder, chosen by its name."""

    choices = [(family, list(named.items())) for family, named in FAMILIES.items()]

    def deconstruct(self) -> Any:
        """Return what a migration keeps: a text, since a drawing added is nothing the database knows."""
        kwargs = {name: value for name, value in self._constructor_kwargs.items() if name == "label"}
        return ("wagtail.blocks.CharBlock", (), kwargs)
