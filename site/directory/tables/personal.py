"""Contacts that look like those of one person, which a public page must not give.

>>> looks_personal("marie.durand@gmail.com", "") == ADDRESS
True
>>> looks_personal("gem.rouen@gmail.com", "GEM de Rouen"), looks_personal("02 35 00 00 00", "")
('', '')
"""

import re

from directory.spelling import spelled
from lib import phones
from lib.text import fold

ADDRESS = "Cette adresse ressemble à celle d’une personne. Écrivez celle de l’association, ou laissez la case vide."
MOBILE = (
    "Un numéro en 06 ou 07 est souvent celui d’une personne. Écrivez celui de l’association, ou laissez la case vide."
)
_MOBILE = re.compile(phones.number("[67]", between=r"[ .\-\u00a0\u202f\u2010-\u2015/]?"))
_EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@([\w-]+(?:\.[\w-]+){1,4})")
_PROVIDERS = {
    *("gmail", "googlemail", "orange", "wanadoo", "free", "sfr", "neuf", "laposte", "bbox", "numericable", "aliceadsl"),
    *(
        "hotmail",
        "outlook",
        "live",
        "msn",
        "yahoo",
        "ymail",
        "icloud",
        "me",
        "mac",
        "aol",
        "gmx",
        "proton",
        "protonmail",
    ),
}
_NAME = re.compile(r"([^\W\d_]{2,})[._-]([^\W\d_]{2,})\d{0,4}")
# Words that an association puts in its address; the words of its name and of its town are others.
_OF_A_PLACE = {
    *("accueil", "adherent", "adherents", "animateur", "animateurs", "animation", "asso", "association", "atelier"),
    *("ateliers", "bureau", "cafe", "centre", "club", "collectif", "contact", "coordination", "direction", "entraide"),
    *("equipe", "espace", "foyer", "gem", "gems", "groupe", "groupes", "info", "infos", "la", "le", "les", "local"),
    *("maison", "mutuelle", "national", "presidence", "president", "rencontre", "reseau", "secretaire", "secretariat"),
    *("tresorerie", "tresorier"),
}


def looks_personal(contact: str, place: str) -> str:
    """Return the sentence that refuses a contact; "" for one that may be public. `place`: the name and the town."""
    if _MOBILE.search(contact):
        return MOBILE
    own = _OF_A_PLACE | set(spelled(place).split())
    return ADDRESS if any(_is_of_a_person(found, own) for found in _EMAIL.finditer(contact)) else ""


def _is_of_a_person(found: re.Match[str], own: set[str]) -> bool:
    local, domain = found.groups()
    named = _NAME.fullmatch(fold(local))
    if named is None or fold(domain).split(".")[0] not in _PROVIDERS:
        return False
    return not any(part in own for part in named.groups())
