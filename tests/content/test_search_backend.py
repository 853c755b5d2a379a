"""The search on the database of the test run: it finds French words, and odd searches break nothing."""

import pytest
from modelsearch.query import MATCH_ALL, Boost, Fuzzy, Not, Phrase, PlainText
from wagtail.search.backends import get_search_backend
from wagtail.search.utils import parse_query_string

from content.models import Fact
from directory.models import PeerGroup
from tests.every_case import broken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indexed")]

TEXTS = {
    "tresorerie": "Tenir la trésorerie simplement : la caisse, la banque et les reçus.",
    "assemblee": "Préparer l’assemblée générale : la convocation des adhérents.",
    "droits": "Vos droits sous curatelle, et qui peut vous défendre.",
    "formation": "Les Formations courtes de l’animateur, en cœur de métier.",
    "logement": "Demander un logement social : les délais, les recours.",
}
PROBES = [
    ("formation", "formation"),
    ("formations", "formation"),
    ("FORMATION", "formation"),
    ("animateurs", "formation"),
    ("coeur", "formation"),
    ("tresorerie", "tresorerie"),
    ("trésorerie", "tresorerie"),
    ("recu", "tresorerie"),
    ("caisses", "tresorerie"),
    ("la caisse", "tresorerie"),
    ("banque simplement", "tresorerie"),
    ("l’assemblée", "assemblee"),
    ("l'assemblee", "assemblee"),
    ("assemblées générales", "assemblee"),
    ("convocations", "assemblee"),
    ("adhérente", "assemblee"),
    ("droit", "droits"),
    ("curatelle", "droits"),
    ("défendre", "droits"),
    ("logements sociaux", "logement"),
    ("delai", "logement"),
]
ODD = [
    '"',
    '""',
    '"l’assemblée',
    "'",
    "\x00",
    "droits\x00",
    "😀",
    "‮droits",
    "é" * 10_000,
    "mot " * 2_500,
    "AND",
    "droits AND OR NOT",
    "NEAR(droits, 3)",
    "*",
    "droi*",
    "-droits",
    "droits -",
    "^droits",
    "statement:droits",
    "title : x",
    "((",
    "))(",
    "{title} : x",
    "+",
    "\\",
    "%",
    "%s",
    "';--",
    "| & !",
    "<->",
    "   ",
    "de la",
]


@pytest.fixture
def facts():
    for key, statement in TEXTS.items():
        Fact.objects.create(
            key=key, statement=statement, source_title="Un texte", confidence="H", checked_on="2026-01-31"
        )


def found(query, method="search", **kwargs) -> set[str]:
    backend = get_search_backend()
    return {fact.key for fact in getattr(backend, method)(query, Fact, **kwargs)}


@pytest.mark.parametrize(("asked", "key"), PROBES, ids=[asked for asked, _ in PROBES])
def test_a_french_word_finds_its_text(facts, asked, key):
    assert found(asked) == {key}


@pytest.mark.parametrize(("asked", "key"), [("tréso", "tresorerie"), ("l’assem", "assemblee"), ("CURA", "droits")])
def test_a_beginning_finds_its_text(facts, asked, key):
    assert found(asked, "autocomplete") == {key}


@pytest.mark.parametrize("method", ["search", "autocomplete"])
def test_nothing_typed_breaks_the_search(facts, method):
    def finds_texts_alone(odd):
        parsed = parse_query_string(odd, operator="and", zero_terms=MATCH_ALL)[1]
        return found(odd, method) | found(parsed, method) <= set(TEXTS)

    assert broken(ODD, finds_texts_alone) == {}


def test_words_without_a_letter_find_nothing(facts):
    assert found('"') == found("😀") == found("") == set()


def test_the_query_language_of_wagtail_still_serves(facts):
    assert found(MATCH_ALL) == set(TEXTS)
    assert found(Phrase("assemblées générales")) == {"assemblee"}
    assert found(Phrase("générale assemblée")) == set()
    assert found(PlainText("curatelle logement", operator="or")) == {"droits", "logement"}
    assert found(PlainText("curatelle") | PlainText("logement")) == {"droits", "logement"}
    assert found(PlainText("vos") & PlainText("droits")) == set()
    assert found(Not(PlainText("logement"))) == set(TEXTS) - {"logement"}
    assert found(Not(PlainText("😀"))) == set(TEXTS)
    assert found(Boost(PlainText("logement"), 2)) == found(Fuzzy("logement")) == {"logement"}


def test_naming_fields_is_the_same_as_not(facts):
    assert found("curatelle", fields=["statement"]) == {"droits"}


def test_what_changes_is_found_by_its_new_words(facts):
    fact = Fact.objects.get(key="droits")
    fact.statement = "Vos droits sous tutelle."
    fact.save()
    assert found("curatelle") == set()
    assert found("tutelles") == {"droits"}
    fact.delete()
    assert found("tutelle") == set()


def test_a_search_within_a_selection_stays_in_it():
    for slug, is_listed in (("a", True), ("b", False)):
        PeerGroup.objects.create(slug=slug, name="Les Amis de la trésorerie", is_listed=is_listed)
    results = get_search_backend().search("tresorerie", PeerGroup.objects.listed())
    assert [group.slug for group in results] == ["a"]


def test_a_search_takes_any_filter_and_order_of_the_database(facts):
    chosen = Fact.objects.filter(confidence="H", source_title__startswith="Un").order_by("-checked_on", "key")
    backend = get_search_backend()
    keys = [fact.key for fact in backend.search("les", chosen)]
    assert keys == []
    results = backend.search("adhérent ou animateur", chosen, operator="or", order_by_relevance=False)
    assert [fact.key for fact in results] == ["assemblee", "formation"]
