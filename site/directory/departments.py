"""The départements of France and the collectivities overseas: a closed list, chosen once; name and region follow.

Source: Insee, Code officiel géographique 2026. A collectivity that is no part of a region stands under its own name.

>>> code_of("1"), code_of("2a"), code_of("corse du sud"), code_of("750")
('01', '2A', '2A', '')
>>> region_of("ile de france"), region_of("Haute-Normandie"), region_of("Atlantide")
('Île-de-France', 'Normandie', '')
"""

import re
from functools import cache
from typing import NamedTuple

from lib.text import fold_words

_REGIONS = {
    "Auvergne-Rhône-Alpes": (
        "01 Ain|03 Allier|07 Ardèche|15 Cantal|26 Drôme|38 Isère|42 Loire|43 Haute-Loire|63 Puy-de-Dôme|69 Rhône"
        "|73 Savoie|74 Haute-Savoie"
    ),
    "Bourgogne-Franche-Comté": (
        "21 Côte-d’Or|25 Doubs|39 Jura|58 Nièvre|70 Haute-Saône|71 Saône-et-Loire|89 Yonne|90 Territoire de Belfort"
    ),
    "Bretagne": "22 Côtes-d’Armor|29 Finistère|35 Ille-et-Vilaine|56 Morbihan",
    "Centre-Val de Loire": "18 Cher|28 Eure-et-Loir|36 Indre|37 Indre-et-Loire|41 Loir-et-Cher|45 Loiret",
    "Corse": "2A Corse-du-Sud|2B Haute-Corse",
    "Grand Est": (
        "08 Ardennes|10 Aube|51 Marne|52 Haute-Marne|54 Meurthe-et-Moselle|55 Meuse|57 Moselle|67 Bas-Rhin"
        "|68 Haut-Rhin|88 Vosges"
    ),
    "Hauts-de-France": "02 Aisne|59 Nord|60 Oise|62 Pas-de-Calais|80 Somme",
    "Île-de-France": (
        "75 Paris|77 Seine-et-Marne|78 Yvelines|91 Essonne|92 Hauts-de-Seine|93 Seine-Saint-Denis|94 Val-de-Marne"
        "|95 Val-d’Oise"
    ),
    "Normandie": "14 Calvados|27 Eure|50 Manche|61 Orne|76 Seine-Maritime",
    "Nouvelle-Aquitaine": (
        "16 Charente|17 Charente-Maritime|19 Corrèze|23 Creuse|24 Dordogne|33 Gironde|40 Landes|47 Lot-et-Garonne"
        "|64 Pyrénées-Atlantiques|79 Deux-Sèvres|86 Vienne|87 Haute-Vienne"
    ),
    "Occitanie": (
        "09 Ariège|11 Aude|12 Aveyron|30 Gard|31 Haute-Garonne|32 Gers|34 Hérault|46 Lot|48 Lozère"
        "|65 Hautes-Pyrénées|66 Pyrénées-Orientales|81 Tarn|82 Tarn-et-Garonne"
    ),
    "Pays de la Loire": "44 Loire-Atlantique|49 Maine-et-Loire|53 Mayenne|72 Sarthe|85 Vendée",
    "Provence-Alpes-Côte d’Azur": (
        "04 Alpes-de-Haute-Provence|05 Hautes-Alpes|06 Alpes-Maritimes|13 Bouches-du-Rhône|83 Var|84 Vaucluse"
    ),
    "Guadeloupe": "971 Guadeloupe",
    "Martinique": "972 Martinique",
    "Guyane": "973 Guyane",
    "La Réunion": "974 La Réunion",
    "Saint-Pierre-et-Miquelon": "975 Saint-Pierre-et-Miquelon",
    "Mayotte": "976 Mayotte",
    "Saint-Barthélemy": "977 Saint-Barthélemy",
    "Saint-Martin": "978 Saint-Martin",
    "Wallis-et-Futuna": "986 Wallis-et-Futuna",
    "Polynésie française": "987 Polynésie française",
    "Nouvelle-Calédonie": "988 Nouvelle-Calédonie",
}
# The regions of before 2016 that are now within one.
_FORMER_REGIONS = {
    "alsace": "Grand Est",
    "aquitaine": "Nouvelle-Aquitaine",
    "auvergne": "Auvergne-Rhône-Alpes",
    "basse normandie": "Normandie",
    "bourgogne": "Bourgogne-Franche-Comté",
    "centre": "Centre-Val de Loire",
    "champagne ardenne": "Grand Est",
    "franche comte": "Bourgogne-Franche-Comté",
    "haute normandie": "Normandie",
    "languedoc roussillon": "Occitanie",
    "limousin": "Nouvelle-Aquitaine",
    "lorraine": "Grand Est",
    "midi pyrenees": "Occitanie",
    "nord pas de calais": "Hauts-de-France",
    "paca": "Provence-Alpes-Côte d’Azur",
    "picardie": "Hauts-de-France",
    "poitou charentes": "Nouvelle-Aquitaine",
    "reunion": "La Réunion",
    "rhone alpes": "Auvergne-Rhône-Alpes",
}
_ONE_DIGIT = re.compile(r"[1-9]")


class Department(NamedTuple):
    """A département, or a collectivity overseas."""

    code: str
    name: str
    region: str


DEPARTMENTS = {
    code: Department(code, name, region)
    for code, name, region in sorted(
        (*line.split(" ", 1), region) for region, lines in _REGIONS.items() for line in lines.split("|")
    )
}
CHOICES = [(each.code, f"{each.code} – {each.name}") for each in DEPARTMENTS.values()]


@cache
def _codes() -> dict[str, str]:
    names = {fold_words(each.name): each.code for each in DEPARTMENTS.values()}
    return names | {code.lower(): code for code in DEPARTMENTS}


def code_of(text: str) -> str:
    """Return the code of a département written as a number or as a name, however spelt; "" for anything else."""
    words = fold_words(text)
    return _codes().get(f"0{words}" if _ONE_DIGIT.fullmatch(words) else words, "")


def region_of(text: str) -> str:
    """Return the present name of a region, however spelt; "" when no region bears it."""
    words = fold_words(text)
    found = {fold_words(name): name for name in _REGIONS} | _FORMER_REGIONS
    return found.get(words, "")
