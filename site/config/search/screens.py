"""Screens of ours that are no page of the CMS: help, lost card, calendar, questions… with words people look for."""

import re
from collections.abc import Iterator
from html import unescape

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import strip_tags

from content.finding.things import Kind, Thing

HELP = "pages/help_answers.html"
_SECTION = re.compile(r'<section id="([\w-]+)"[^>]*>\s*<h2[^>]*>(.*?)</h2>(.*?)</section>', re.DOTALL)
# Words that people look for beside those of each answer of the help page.
OF_HELP = {
    "entrer": "connexion, se connecter, identifiant, mot de passe, code oublié, ouvrir mon compte, bloqué, scanner",
    "perdu": "carte volée, téléphone volé, perte, vol, nouvelle carte, refaire ma carte",
    "demande": "obligé, exiger, refuser de montrer, confidentialité, qui voit mon passeport, employeur",
    "erreur": "me tromper, annuler, effacer, corriger, revenir en arrière",
    "protection": "curateur, tuteur, mandataire, majeur protégé",
    "proposition": "brouillon, à relire, première version",
    "mal": "urgence, suicide, crise, détresse, angoisse, parler à quelqu’un, danger, numéro à appeler, idées noires",
}
# Kind, title, address, sentence, words that people look for.
SCREENS = (
    (
        Kind.TOOL,
        "Le calendrier de l’année",
        "year_calendar:page",
        "Trois dates de votre association donnent ce qui vient, mois par mois.",
        "agenda dates échéances conseil assemblée bilan",
    ),
    (
        Kind.TOOL,
        "Mes heures de bénévolat",
        "volunteer_hours:page",
        "Le compte d’engagement citoyen (CEC) : savoir si vos heures comptent.",
        "droits à formation bénévole heures déclarer 200 heures",
    ),
    (
        Kind.HELP,
        "Ateliers",
        "gatherings:index",
        "Ce qui vient dans vos groupes, et les journées de formation du réseau.",
        "agenda activités programme de la semaine planning sorties s’inscrire proposer un atelier page de mon groupe "
        "je peux montrer j’aimerais apprendre échange de savoirs à deux mettre en relation",
    ),
    (
        Kind.HELP,
        "Poser une question à des pair-advocates",
        "practices:ask",
        "Sans donner votre nom. La réponse arrive sur le site.",
        "demander conseil, aide sur mes droits, question anonyme, avocat, à qui demander, parler de mon problème",
    ),
    (
        Kind.HELP,
        "Ce qui s’écrit : les prochaines leçons",
        "courses:subjects",
        "Proposer un sujet de leçon, lire ce qui est choisi ou non, et pourquoi. Avec un compte.",
        "proposer un sujet comité des leçons comité éditorial idée de formation leçon manquante qui choisit les leçons",
    ),
    (
        Kind.HELP,
        "Demander aux autres groupes",
        "practices:colleagues",
        "Quand aucune fiche ne parle de votre situation. Avec un compte.",
        "question entre groupes, collègues, comment font les autres, échanger, forum, répondre à un autre groupe",
    ),
    (
        Kind.HELP,
        "Retrouver la réponse à ma question",
        "practices:find_question",
        "Avec les quatre mots donnés ce jour-là.",
        "réponse, mes quatre mots",
    ),
    (
        Kind.HELP,
        "Entrer",
        "account_login",
        "Avec une carte, un code reçu par e-mail, ou un mot de passe.",
        "connexion se connecter login identifiant compte mot de passe",
    ),
    (
        Kind.HELP,
        "Demandes",
        "accounts:awaited",
        "Ce que d’autres personnes attendent de vous, une fois dans votre compte.",
        "demande reçue, confirmer, répondre, on me demande, mes messages, notifications",
    ),
    (
        Kind.HELP,
        "Ouvrir un compte",
        "accounts:how_to_join",
        "Un compte s’ouvre dans un groupe, sans adresse e-mail.",
        "inscription s’inscrire créer un compte rejoindre adhérer",
    ),
    (
        Kind.HELP,
        "Confort de lecture",
        "comfort",
        "La taille des lettres, les espaces, les couleurs, la version facile à lire.",
        "gros caractères agrandir police dyslexie sombre contraste FALC lire mieux écran",
    ),
    (
        Kind.HELP,
        "Je m’entraîne",
        "courses:rehearsal",
        "Dix questions des leçons que vous avez faites.",
        "exercice quiz réviser révision test questions",
    ),
    (
        Kind.HELP,
        "Les mots expliqués",
        "glossary:index",
        "Les mots difficiles, en une phrase.",
        "glossaire lexique dictionnaire définition vocabulaire sigle abréviation",
    ),
    (
        Kind.HELP,
        "L’annuaire",
        "directory:index",
        "Les groupes d’entraide mutuelle et les collectifs que nous connaissons.",
        "trouver un GEM près de chez moi adresse autour de moi clubhouse",
    ),
    (
        Kind.HELP,
        "Les lieux par département",
        "directory:departments",
        "Combien de lieux nous connaissons dans chaque département, en liste et sur une carte.",
        "carte de France départements régions outre-mer plan",
    ),
    (
        Kind.HELP,
        "Proposer une fiche de pratique",
        "practices:propose",
        "Racontez une situation, ce que vous avez fait, ce qui a aidé.",
        "écrire partager une expérience témoignage raconter idée",
    ),
    (
        Kind.HELP,
        "Mon passeport",
        "passport:index",
        "Ce que vous savez faire, avec vos mots. Vous seul le voyez.",
        "compétences savoir-faire cv ajouter partager montrer",
    ),
    (
        Kind.HELP,
        "Ma feuille de passeport, à imprimer",
        "passport:paper",
        "Une feuille pour en parler avec quelqu’un.",
        "papier imprimer compétences",
    ),
    (
        Kind.HELP,
        "Vos données et la confidentialité",
        "privacy",
        "Ce que le site garde, pourquoi, combien de temps, et qui le lit.",
        "vie privée rgpd cookies données personnelles effacer mon compte supprimer secret",
    ),
    (
        Kind.HELP,
        "Nous écrire",
        "contact:write",
        "Un message à qui tient ce site, sans compte et sans e-mail.",
        "contact contacter joindre téléphone adresse réclamation signaler un problème administrateur du site",
    ),
    (
        Kind.HELP,
        "Rejoindre le site avec votre groupe",
        "join",
        "Comment un groupe vient ici, et ce qui se passe ensuite.",
        "ouvrir un groupe inscrire notre GEM nouveau groupe adhérer au site",
    ),
    (
        Kind.HELP,
        "Un message m’inquiète",
        "help_worried",
        "Pour qui lit ce que d’autres écrivent.",
        "inquiétude danger suicide alerte que répondre",
    ),
    (
        Kind.HELP,
        "À propos",
        "about",
        "À quoi sert ce site, ce qu’il ne fait pas, et qui le tient.",
        "qui êtes-vous but du site présentation",
    ),
    (
        Kind.HELP,
        "Mentions légales",
        "legal",
        "Qui tient ce site, et qui l’héberge.",
        "hébergeur éditeur directeur de la publication",
    ),
    (
        Kind.HELP,
        "Accessibilité",
        "accessibility",
        "Où en est le site, et à qui dire qu’une page vous bloque.",
        "rgaa lecteur d’écran handicap malvoyant clavier",
    ),
)
LOST = (
    ("carte", "J’ai perdu ma carte", "volée abîmée refaire nouvelle carte ne marche plus carré à scanner"),
    ("telephone", "J’ai perdu mon téléphone", "volé portable cassé changé smartphone"),
    ("code", "J’ai oublié mon code secret", "mot de passe perdu retrouver bloqué changer de code"),
    ("tout", "J’ai tout perdu : la carte et le code", "plus rien"),
    ("aider", "J’aide quelqu’un de mon groupe", "aider une personne à entrer code oublié carte perdue"),
)
STEP_BY_STEP = "Quoi faire, pas à pas."


def screens() -> Iterator[Thing]:
    """Yield our screens, then each answer of the help and of the page of what is lost."""
    for kind, title, view, note, also in SCREENS:
        yield Thing(kind, title, reverse(view), note, also)
    for anchor, title, also in LOST:
        yield Thing(Kind.HELP, title, f"{reverse('help_lost')}#{anchor}", STEP_BY_STEP, also)
    for anchor, title, text in _SECTION.findall(render_to_string(HELP)):
        words = " ".join(_plain(text).split())
        yield Thing(Kind.HELP, _plain(title), f"{reverse('help')}#{anchor}", "Aide", OF_HELP.get(anchor, ""), words)


def _plain(html: str) -> str:
    return unescape(strip_tags(html)).strip()
