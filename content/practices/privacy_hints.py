"""Hints about what a text may reveal before it is published: they warn, they never block."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import QuerySet

from accounts.models import Membership, User
from content.models import Term
from content.search.words import stems
from directory.models import Collective, PeerGroup
from lib.phones import PHONE
from lib.text import NBSP, fold_words, searched
from passport.models import HealthWord
from passport.sensitive.finder import Finder, begins_a_sentence
from passport.sensitive.words_of import finder_of_places, finder_of_public_places

Kind = HealthWord.Kind
HEALTH = {Kind.DIAGNOSIS, Kind.TREATMENT, Kind.PLACE}
# The commonest French first names, from Faker's list (static/CREDITS.md). A capital is asked for: « rose » is a colour.
FIRST_NAMES = Path(__file__).with_name("first_names.txt")
_UP, _LOW = "A-ZÀ-ÖØ-ÞŒŸ", "a-zß-öø-ÿœ"
_CALLED = re.compile(
    rf"\b(?:(?:MM?|Mr|Mmes?|Mlles?|Dr|Pr)(?:\.\s*|\s+)|(?:[Mm](?:onsieur|adame|ademoiselle)|[Dd]octeure?|Me|[Mm]aître)\s+)"
    rf"[{_UP}][\w’'-]*"
)
# « à Villeurbanne », « chez Kevin » : a capital after these words is a place or a person, known or not. All in
# capitals, four letters may be an acronym (« de MDPH »): more of them, or a dash, are a name.
_IN_CAPITALS = rf"[{_UP}]+-[{_UP}][\w’'-]*|[{_UP}]{{5}}[\w’'-]*"
_PLACED = re.compile(
    rf"\b(?:(?:[Àà]|[Dd]e|[Dd]epuis|[Vv]ers|[Dd][’']) *|[Cc]hez\s*)"
    rf"((?:L(?:[ae]s?|[AE]S?) )?(?:[{_UP}][{_LOW}][\w’'-]*|{_IN_CAPITALS}))"
)
_KNOWN_BY_ALL = frozenset(
    [
        "Noël",
        "Pâques",
        "Pentecôte",
        "Toussaint",
        "Internet",
        "France",
        "État",
        "Europe",
        "Excel",
        "Word",
        "Facebook",
        "WhatsApp",
        "Google",
        "Zoom",
        "Pôle",
        "Monsieur",
        "Madame",
        "Bonjour",
        "Bonsoir",
        "Merci",
        "Cordialement",
    ]
)
_WORD = re.compile(rf"(?<![^\W_])(?![{_UP}]{{2}}(?![\w-]))[^\W\d_][\w-]+")  # « AG », « CA » name nobody
RECOGNISED = "Ce mot peut faire reconnaître quelqu’un"
ALL_CAPITALS = "Un nom ne se voit pas dans un texte tout en majuscules. Relisez-le."
_MONTH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
# « 12/03 », « le 1er mars », « mars 2024 », « en 2024 » : « depuis mars », « un an », « 2000 euros » tell no day.
_DATE = re.compile(
    r"\b(?:(?:0?[1-9]|[12]\d|3[01])(?:/(?:0?[1-9]|1[0-2])(?:/\d{2,4})?|([.-])(?:0?[1-9]|1[0-2])\1\d{2,4})"
    rf"|\d{{1,2}}(?:er)?\s+(?:{_MONTH})(?:\s+\d{{4}})?|(?:{_MONTH})\s+\d{{4}}"
    r"|(?:en|depuis|avant|après|année|fin|début)\s+(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(rf"(?<![\w.+-])[\w.+-]++ ?@ ?[\w-]+\.[\w.]+|{PHONE}")


@cache
def _first_names() -> Finder:
    return Finder(capitals=FIRST_NAMES.read_text(encoding="utf-8").split())


@cache
def _folded_first_names() -> frozenset[str]:
    return frozenset(map(fold_words, FIRST_NAMES.read_text(encoding="utf-8").split()))


def is_first_name(word: str) -> bool:
    """Return whether a folded word is a first name of the list, whatever its capitals: « rose » is one too."""
    return word in _folded_first_names()


@dataclass(frozen=True)
class _Lists:
    """What the database says of words: those of the editors, the towns of the directory, what its places are called."""

    words: dict[str, str]
    towns: Finder
    places: Finder


def _towns(user: User | None, *, all_of_them: bool = False) -> Finder:
    """Return the towns that the directory shows, and those of the groups of `user`; or all of them."""
    groups = PeerGroup.objects.all() if all_of_them else PeerGroup.objects.listed()
    towns = [groups, Collective.objects.all(), *([_groups_of(user)] if user else [])]
    each = [rows.order_by().values_list("town", flat=True) for rows in towns]
    return Finder(capitals=each[0].union(*each[1:]))


def _groups_of(user: User) -> QuerySet[PeerGroup]:
    return PeerGroup.objects.filter(pk__in=Membership.objects.filter(user=user).order_by().values("peer_group"))


def _lists(user: User | None) -> _Lists:
    words = dict(HealthWord.objects.values_list("folded", "kind"))
    return _Lists(words, _towns(user, all_of_them=user is None), finder_of_places(user))


def _public_lists(user: User | None) -> _Lists:
    """Return what anybody reads on the site: the towns and the names of the directory, the words of its glossary.

    With `user`, their own groups as well.
    """
    words = HealthWord.objects.order_by().values_list("folded").union(Term.objects.order_by().values_list("folded"))
    return _Lists({word: "" for (word,) in words}, _towns(user), finder_of_public_places(user))


def remarks(text: str, user: User | None) -> list[str]:
    """Return what the writer should look at again before sending `text`, each a whole French sentence.

    Found: names of people, ways to reach them, towns of the directory, other names of places or people after « à »,
    « de » or « chez », what people call a group or a collective, or called it (those of `user` in small letters too),
    sensitive words of the editors' list. The words that name groups in general (GEM, Clubhouse) are left alone: the
    whole site speaks of them. Three queries at most.

    Whoever writes (`user`) reads nothing of a group that the directory does not show, but their own. None is whoever
    reads before the text is published: every place counts.
    """
    return remarks_each([text], user)[0]


def remarks_each(texts: Sequence[str], user: User | None) -> list[list[str]]:
    """Return the remarks of each of these texts; three queries at most for all of them."""
    if not any(text.strip() for text in texts):
        return [[] for _ in texts]
    lists = _lists(user)
    return [_remarks(searched(text), lists) if text.strip() else [] for text in texts]


def _remarks(text: str, lists: _Lists) -> list[str]:
    return [
        *_said(RECOGNISED, _recognised(text, lists)),
        *_said("Ce mot parle de santé", _of_kinds(lists.words, HEALTH, text)),
        *_said("Ce mot dit la situation d’une personne", _of_kinds(lists.words, {Kind.PROTECTION}, text)),
    ]


def names(text: str, user: User | None) -> list[str]:
    """Return what may tell who or where in a question, each a whole French sentence. Three queries at most.

    Nobody knows who asks, and a right cannot be asked about without « MDPH » or « curatelle »: only names are found.
    A hint must not tell what the site knows: what nobody reads on it (a hidden group, a former name) counts for nothing
    here, but of the groups of `user`, the member who asks. Any word with a capital inside a sentence is said instead,
    but those that the site explains.
    """
    if not text.strip():
        return []
    text, lists = searched(text), _public_lists(user)
    found = _recognised(text, lists)
    if text.isupper() and len(_WORD.findall(text)) > 2:
        return [*_said(RECOGNISED, found), ALL_CAPITALS]
    left_alone = {part for known in (*found, *lists.words, *_KNOWN_BY_ALL) for part in fold_words(known).split()}
    others = [word for word in _with_a_capital(text) if not left_alone.issuperset(fold_words(word).split())]
    return _said(RECOGNISED, [*found, *others])


def people(text: str) -> list[str]:
    """Return what names or reaches somebody in a text that says where, each in a whole French sentence. No query.

    >>> [remark.replace(NBSP, " ") for remark in people("Le jardin de Martine, à Rennes")]
    ['Ce mot peut faire reconnaître quelqu’un : « Martine ».']
    """
    return _said(RECOGNISED, _people(searched(text)))


def dates(text: str) -> list[str]:
    """Return the dates that a text says, each in a whole French sentence: with a place, a day tells who.

    >>> dates("Le 12 mars 2026, à deux, depuis un an.")[0].replace(NBSP, " ")
    'Cette date peut faire reconnaître quelqu’un : « 12 mars 2026 ».'
    """
    return _said("Cette date peut faire reconnaître quelqu’un", (each.group() for each in _DATE.finditer(text)))


def _with_a_capital(text: str) -> list[str]:
    """Return the words that have a capital which no sentence begins with, little words (« Je », « Nous ») left out."""
    return [
        match.group()
        for match in _WORD.finditer(text)
        if match.group()[0].isupper() and not begins_a_sentence(text, match.start()) and stems(match.group())
    ]


def _recognised(text: str, lists: _Lists) -> list[str]:
    known = [*_people(text), *_places(text, lists)]
    return [*known, *_unknown(text, known, lists.words)]


def _of_kinds(words: dict[str, str], kinds: Collection[str], text: str) -> list[str]:
    return Finder(word for word, kind in words.items() if kind in kinds).found(text)


def _unknown(text: str, known: list[str], words: dict[str, str]) -> list[str]:
    """Return the names after « à », « de »… that no list holds, words of the site (Clubhouse, Cap emploi) left out."""
    left_alone = _KNOWN_BY_ALL.union(known, *(name.split() for name in known))
    of_the_list = {part for word in words for part in word.split()}
    return [name for name in _PLACED.findall(text) if name not in left_alone and fold_words(name) not in of_the_list]


def _said(beginning: str, words: Iterable[str]) -> list[str]:
    # On one line: a browser sends back another end of line than it was given, and the remark would be said for ever.
    on_one_line = dict.fromkeys(" ".join(word.split()) for word in words)
    return [f"{beginning}{NBSP}: «{NBSP}{word}{NBSP}»." for word in on_one_line]


def _people(text: str) -> list[str]:
    called = [*_CALLED.findall(text), *_CONTACT.findall(text)]
    return [*called, *_first_names().found(text)]


def _places(text: str, lists: _Lists) -> list[str]:
    # « Vire » is a town, « vire » a verb: a place has a capital somewhere.
    return [*lists.towns.found(text), *lists.places.found(text)]
