"""The columns of a file of groups: what they are called, what each means, what a cell of it may say.

>>> known_as("  DEPARTEMENT "), known_as("Téléphone"), known_as("Âge")
('department_code', 'public_contact', '')
"""

from typing import NamedTuple

from directory.departments import code_of
from directory.models import PeerGroup
from lib.text import NBSP, fold_words

Kind, Stage = PeerGroup.Kind, PeerGroup.Stage


class Column(NamedTuple):
    """A column: the field of the group, its heading, other headings met, what the model says of it."""

    field: str
    heading: str
    also: tuple[str, ...]
    explained: str


COLUMNS = (
    Column("slug", "Identifiant", ("adresse courte",), "À laisser vide pour un nouveau groupe."),
    Column("name", "Nom", ("nom du groupe", "nom du gem", "groupe", "gem"), "Le nom que le groupe s’est donné."),
    Column("town", "Ville", ("commune", "localite"), "La ville, sans code postal."),
    Column(
        "department_code",
        "Département",
        ("departements", "dept", "dpt", "dep", "code departement", "numero de departement", "n departement"),
        f"Un numéro ou un nom{NBSP}: 1, 2A, 974, Seine-Maritime.",
    ),
    Column(
        "kind",
        "Public",
        ("pour qui", "type de public", "public accueilli"),
        "Trouble psychique, cérébrolésées, autistes ou autre.",
    ),
    Column(
        "public_contact",
        "Contact",
        ("contact public", "telephone", "tel", "e mail", "email", "mail", "courriel", "adresse e mail", "coordonnees"),
        "Le téléphone ou l’e-mail de l’association, jamais ceux d’une personne.",
    ),
    Column(
        "website", "Site internet", ("site", "site web", "url", "adresse du site"), "Par exemple https://exemple.fr."
    ),
    Column(
        "opening_hours",
        "Horaires",
        ("horaires d ouverture", "heures d ouverture", "ouverture", "jours et horaires"),
        "Du mardi au samedi, de 14 h à 18 h.",
    ),
    Column("stage", "État", ("etat du groupe",), "Ouvert ou en création."),
    Column("source_title", "Source", ("d ou nous le tenons",), "Où vous l’avez lu. Vide, c’est la coordination."),
)
HEADINGS = {column.field: column.heading for column in COLUMNS}
MANY = {"public_contact"}  # a telephone in one column, an address in another: one contact
_KNOWN = {fold_words(said): column.field for column in COLUMNS for said in (column.heading, *column.also)}
_EXPLAINED = {column.field: fold_words(column.explained) for column in COLUMNS}
_KIND_WORDS = (
    ("psych", Kind.PSYCHIC),
    ("cerebro", Kind.BRAIN_INJURY),
    ("cranien", Kind.BRAIN_INJURY),
    ("autis", Kind.AUTISM),
    ("tsa", Kind.AUTISM),
    ("autre", Kind.OTHER),
)
_STAGES = {"ouvert": Stage.OPEN, "ouverte": Stage.OPEN, "en creation": Stage.CREATION, "creation": Stage.CREATION}


def known_as(heading: str) -> str:
    """Return the field that a heading names, however spelt; "" for none."""
    return _KNOWN.get(fold_words(heading), "")


def explains(field: str, cell: str) -> bool:
    """Return whether a cell is the explanation that the model gives under a heading."""
    return fold_words(cell) == _EXPLAINED[field]


def department_of(cell: str) -> str:
    """Return the code that a cell says: « 1 », « 2a », « Seine-Maritime », « 76 – Seine-Maritime »; "" for none.

    >>> department_of("Seine-Maritime (76)"), department_of("2B Haute-Corse"), department_of("76000")
    ('76', '2B', '')
    """
    words = fold_words(cell)
    number, _, name = words.partition(" ")
    before, _, last = words.rpartition(" ")
    both = [(number, name), (last, before)]
    return code_of(words) or next((code_of(code) for code, said in both if code_of(code) == code_of(said) != ""), "")


def kind_of(cell: str) -> str:
    """Return the public that a cell names; "" when it names none, or several."""
    words = fold_words(cell)
    found = {kind.value for start, kind in _KIND_WORDS if any(word.startswith(start) for word in words.split())}
    return found.pop() if len(found) == 1 else ""


def stage_of(cell: str) -> str:
    """Return the stage that a cell names; "" for none."""
    stage = _STAGES.get(fold_words(cell))
    return stage.value if stage else ""
