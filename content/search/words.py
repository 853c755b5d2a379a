"""French words made comparable: « Les Formations » and « formation » meet, « trésorerie » and « tresorerie » too.

Two ways to reduce a text to words, used alike on what is indexed and on what is asked:

- `stems`, for whole words: folded, without the little words, cut to the French stem.
  « Les droits de l’adhérent » → ``droit adherent``
- `folds`, for words being typed (choosers): folded only, so that a beginning stays a beginning.
  « Les droits de l’adhérent » → ``les droits de adherent``

Folding comes before stemming so that a query without accents stems as the text does. What is left holds
letters and digits only: no quote, no operator, no NUL reaches a database.
"""

import re
from functools import lru_cache

import snowballstemmer

from content.search.written import of_a_man, plain
from directory.spelling import spelled
from lib.text import fold

LONGEST_WORD = 60  # characters: PostgreSQL refuses a search word of more than 2,047 bytes
MOST_WORDS_ASKED = 24  # FTS5 limits how deep a query may be

_WORD = re.compile(r"[^\W_]+")
# « CA » is asked for a conseil d’administration; folded, « ça » would be found instead.
_CA = re.compile(r"\bça\b", re.IGNORECASE)
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu|quoiqu)'(?=\w)")
_LITTLE_WORDS = frozenset(
    _WORD.findall("""
    a au aux avec ce ces cet cette dans de des du elle elles en est et eux il ils je la le les leur leurs lui ma
    mais me mes mon ne nos notre nous on ou par pas pour qu que qui sa se ses si son sont sur ta te tes toi ton tu
    un une vos votre vous y
    ai as ont avons avez ayant avait es suis sommes etes etais etait etaient ete soit
    comment quand quel quelle quels quelles quoi tres
    """)
)
_stemmer = snowballstemmer.stemmer("french")


_ASKING = re.compile(
    r"\b(?:"
    + "|".join(
        (
            r"qu'est[ -]ce qu(?:e|i|')",
            r"qu'est[ -]ce",
            r"est[ -]ce qu(?:e|')",
            r"c'est (?:quoi|qui|combien)",
            r"qu'(?:est|y a)",
            r"y a[ -]t[ -]il",
            r"il y a",
            r"(?:(?:que|qu'est-ce que ca) )?(?:veut|veulent) dire",
            r"comment (?:faire|on fait|ca marche)(?: pour)?",
            r"que faire",
            r"a quoi (?:sert|servent|ca sert)",
            r"(?:j'ai|on a|avoir|ai) (?:besoin|envie)(?: d'aide)?",
            r"(?:je|on|il|nous) (?:ne )?(?:sais|sait|savons) pas",
            r"(?:je )?(?:n'|n)?(?:y )?arrive pas",
            r"j'(?:ai|aimerais|arrive pas|y arrive pas)",
            r"s'il vous plait",
        )
    )
    + r")(?=\W|$)"
)
_ASKED_BEFORE = frozenset(
    _WORD.findall("""
    comment pourquoi combien quand quoi quel quelle quels quelles lequel laquelle qui ou
    veux veut voulons voudrais voudrait voulez cherche cherchons recherche aimerais souhaite
    dois doit doivent devons faut faudrait peux peut peuvent pouvons puis pourrais pourrait suis sommes
    svp stp merci bonjour cedex sais savoir connaitre explication explique
    """)
)


def _words(text: str) -> list[str]:
    return _cut(fold(plain(text)))


def _cut(folded: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in spelled(_ELIDED.sub(" ", folded)).split()]


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    # The stemmer keeps the s of « amis », « reçus », « élus »: it goes first.
    singular = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    # Without its accent, « fatiguée » is no participle for the stemmer: « fatigue » would miss it.
    singular = singular[:-1] if len(singular) > 4 and singular.endswith("ee") else singular
    return _stemmer.stemWord(of_a_man(singular))


def stem(word: str) -> str:
    """Return the stem of one folded word."""
    return _stem(word)


def stems(text: str) -> list[str]:
    """Return the stems of the words of a text in their order, little words left out."""
    said = _CA.sub(" ", plain(text))
    return [_stem(word) for word in _words(said) if word not in _LITTLE_WORDS]


def folds(text: str) -> list[str]:
    """Return the words of a text, folded, in their order."""
    return _words(text)


def asked(text: str) -> list[str]:
    """Return the folded words that a question is about, without those that only ask; all of them when none is left.

    >>> asked("C’est quoi un quorum ?"), asked("Comment ?")
    (['quorum'], ['comment'])
    """
    folded = fold(_CA.sub(" ", plain(text)))
    words = [word for word in _cut(_ASKING.sub(" ", folded)) if word not in _LITTLE_WORDS]
    return [word for word in words if word not in _ASKED_BEFORE] or words or _cut(folded)
