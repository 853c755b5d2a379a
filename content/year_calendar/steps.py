"""What the year of an association asks for, as so many months or days from one of three dates, or on a day of the year.

A rule names the facts that say it; the others are habits that help, and the page says so.
"""

import enum
from dataclasses import dataclass


class Anchor(enum.StrEnum):
    """A date that the board gives."""

    CLOSING = "comptes"
    ASSEMBLY = "assemblee"
    CONVENTION = "convention"


@dataclass(frozen=True)
class Step:
    """One thing to do. Its day is that of the anchor, and so many months, then so many days.

    With `on`, a month and a day, it is the first such day after the anchor. `facts` are keys of `content.Fact`; `tool`
    is the slug of a tool that helps.
    """

    anchor: Anchor
    what: str
    who: str
    months: int = 0
    days: int = 0
    on: tuple[int, int] | None = None
    is_last_day: bool = False
    facts: tuple[str, ...] = ()
    tool: str = ""


CLOSING, ASSEMBLY, CONVENTION = Anchor
STEPS = (
    Step(
        CLOSING,
        "Faire le point du budget au milieu de l’année : ce qui est dépensé, ce qui reste.",
        "trésorerie, conseil",
        months=-6,
        facts=("ASSO-26",),
        tool="budget-previsionnel",
    ),
    Step(
        CLOSING,
        "Écrire le budget de l’année suivante. Demander à vos financeurs quel formulaire ils veulent, et pour quand.",
        "trésorerie, conseil",
        months=-3,
        facts=("ASSO-26", "ASSO-54"),
        tool="pieces-subvention",
    ),
    Step(
        CLOSING,
        "Compter les membres de l’association et les jours d’ouverture de l’année.",
        "secrétariat, animation",
        facts=("GEM-13",),
        tool="rapport-d-activite",
    ),
    Step(
        CLOSING,
        "Finir les comptes de l’année. Les relire à deux, avec le relevé de la banque.",
        "trésorerie, un membre",
        months=1,
        tool="rapprochement-bancaire",
    ),
    Step(
        CLOSING,
        "Le bilan de l’année pour l’agence régionale de santé, si votre convention dit ce jour.",
        "présidence, animation",
        on=(2, 28),
        is_last_day=True,
        facts=("GEM-13", "GEM-32"),
        tool="rapport-d-activite",
    ),
    Step(
        CLOSING,
        "Le compte rendu financier, quand une subvention a été donnée pour une action précise.",
        "trésorerie",
        months=6,
        is_last_day=True,
        facts=("ASSO-15",),
    ),
    Step(
        CLOSING,
        "Les heures de bénévolat de l’année passée, pour le compte d’engagement citoyen.",
        "chaque membre du conseil",
        on=(6, 30),
        is_last_day=True,
        facts=("ASSO-85", "ASSO-87"),
    ),
    Step(
        ASSEMBLY,
        "Lire les statuts. Choisir l’heure et le lieu avec le groupe.",
        "secrétariat, présidence",
        days=-60,
        facts=("ASSO-31",),
        tool="retroplanning-ag",
    ),
    Step(
        ASSEMBLY,
        "Réunir le conseil : comptes, rapports, ordre du jour.",
        "conseil",
        days=-40,
        facts=("ASSO-26",),
        tool="ordre-du-jour",
    ),
    Step(
        ASSEMBLY,
        "Envoyer la convocation. Vos statuts disent combien de jours avant : suivez-les.",
        "secrétariat",
        days=-21,
        facts=("ASSO-28", "ASSO-31"),
        tool="convocation-ag",
    ),
    Step(
        ASSEMBLY,
        "L’assemblée générale. Écrire le procès-verbal, le jour même si possible.",
        "tout le monde",
        facts=("ASSO-60",),
        tool="proces-verbal-ag",
    ),
    Step(
        ASSEMBLY,
        "Si le bureau a changé : appeler la banque et lui porter le procès-verbal signé.",
        "trésorerie",
        days=7,
        facts=("ASSO-94",),
        tool="passation-tresorerie",
    ),
    Step(
        ASSEMBLY,
        "Déclarer au greffe les nouveaux dirigeants, statuts ou adresse. En Alsace-Moselle : au tribunal.",
        "secrétariat",
        months=3,
        is_last_day=True,
        facts=("ASSO-06", "ASSO-08", "ASSO-33"),
    ),
    Step(
        CONVENTION,
        "Demander par écrit comment la convention se renouvelle, et ce qu’il faudra donner.",
        "présidence",
        months=-6,
    ),
    Step(
        CONVENTION,
        "Relire la convention à deux : ce qui était promis, ce qui est fait.",
        "présidence, animation",
        months=-3,
    ),
    Step(
        CONVENTION,
        "La convention finit. La suivante est-elle signée ?",
        "présidence",
        facts=("ASSO-12",),
    ),
)


CITED_BESIDES = ("ASSO-57",)  # whom to ask, said below the calendar


@dataclass(frozen=True)
class Habit:
    """What has no day."""

    what: str
    facts: tuple[str, ...] = ()
    tool: str = ""


ALL_YEAR = (
    Habit("Chaque mois : compter la caisse à deux, et classer les papiers.", tool="feuille-de-caisse"),
    Habit(
        "Avec une personne salariée : mettre à jour le document des risques du travail quand quelque chose change.",
        facts=("ASSO-71",),
    ),
    Habit(
        "Avec une personne salariée : l’entretien sur son parcours, dans la première année, puis tous les 4 ans.",
        facts=("ASSO-77",),
    ),
)
