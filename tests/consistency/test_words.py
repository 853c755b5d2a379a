"""Words that are not used with members (the product's glossary), in templates, code and the first content."""

import json
import re
import tomllib
from collections.abc import Iterator

import pytest

from tests.consistency.tree import ROOT, literals, named, pages, sources

FORBIDDEN = re.compile(
    r"\b(?:suivie?s?|surveillances?|profils?|usag(?:er|ère)s?|patiente?s?|bénéficiaires?"
    r"|valid(?:er|ez|ée?s?|ations?)|scores?|niveaux?|échecs?|retards?|expir(?:er?|ez|ée?s?|ations?)"
    # The two faces of a skill are said « J’ai montré », « J’ai appris ».
    r"|apprises?|transmise(?! à l’ARS)|je transmets, j’apprends)\b",
    re.IGNORECASE,
)
# Reviewed: where, and a text that must still be there. A line that no longer serves fails the test.
# Official texts quoted as facts, with their source, and official names keep their words.
ALLOWED: dict[str, set[str]] = {
    "content/seed/facts.json": {
        "suivi social/médico-social",
        "pour le compte du patient",
        "le mot « usager »",
        "commission des usagers",
        "Commission des usagers",
    },
    "content/seed/modules/mon-passeport.toml": {"validation des acquis de l’expérience"},
    # What shares opened in those words say, read in today’s.
    "passport/sharing/snapshot.py": {"transmise à d’autres", "apprise"},
    "content/seed/terms.toml": {"validation des acquis de l’expérience", "La commission des usagers"},
}
ADDRESS = re.compile(r"https?://\S+")


def _visible(template: str) -> str:
    """What a person may read of a template: its text and the texts of its attributes."""
    text = re.sub(r"{%\s*comment\b.*?{%\s*endcomment\s*%}", " ", template, flags=re.DOTALL)
    text = re.sub(r"{#.*?#}|<!--.*?-->|{{.*?}}", " ", text, flags=re.DOTALL)
    text = re.sub(r"\b(?:class|id|name|for|href|src|value|action|data-[\w-]+)=\"[^\"]*\"", " ", text)
    said = " ".join(re.findall(r"[\"']([^\"']*[ ’][^\"']*)[\"']", " ".join(re.findall(r"{%.*?%}", text, re.DOTALL))))
    return re.sub(r"{%.*?%}", " ", text, flags=re.DOTALL) + " " + said


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _found_in(path) -> list[str]:
    if path.suffix == ".html":
        said = [_visible(path.read_text())]
    elif path.suffix == ".json":
        said = list(_texts(json.loads(path.read_text())))
    elif path.suffix == ".toml":
        said = list(_texts(tomllib.loads(path.read_text())))
    else:
        said = [text for _, text in literals(path)]
    allowed = ALLOWED.get(named(path), set())
    for each in allowed:
        said = [text.replace(each, " ") for text in said]
    return [match.group() for text in said for match in FORBIDDEN.finditer(ADDRESS.sub(" ", text))]


# « Code secret » is one's own. What a camera reads, what is said aloud, what was printed and what finds an answer have
# names of their own. A model's names are the admin's; a file of personal data is kept by those who have one already.
ANOTHER_CODE = re.compile(r"\b[Cc]odes? (?:QR|à dire|de secours|de quatre mots)\b|\bQR\b|déjà un code")


def test_the_word_code_has_one_sense():
    said = {path: [_visible(path.read_text())] for path in pages()}
    said |= {path: [text for _, text in literals(path) if " " in text] for path in sources()}
    kept = re.compile(r"/models/|/personal_data\.py$|^site/config/checks\.py$|/management/")
    found = {named(path): ANOTHER_CODE.findall(" ".join(texts)) for path, texts in said.items()}
    assert {path: words for path, words in found.items() if words and not kept.search(path)} == {}


SEED = sorted(path for path in (ROOT / "content" / "seed").rglob("*.*") if path.suffix in {".json", ".toml"})


def test_the_interface_does_not_say_it():
    assert {named(path): found for path in [*pages(), *sources()] if (found := _found_in(path))} == {}


def test_the_first_content_does_not_say_it():
    assert {named(path): found for path in SEED if (found := _found_in(path))} == {}


@pytest.mark.parametrize("place", ALLOWED)
def test_an_exception_still_serves(place):
    text = (ROOT / place).read_text()
    assert [each for each in ALLOWED[place] if each not in text or not FORBIDDEN.search(each)] == []


@pytest.mark.parametrize(
    "text", ["Votre profil", "un usager", "des bénéficiaires", "à valider", "Expiré le 3 mars", "Je l’ai apprise"]
)
def test_the_rule_sees_what_it_forbids(text):
    assert FORBIDDEN.search(text)


@pytest.mark.parametrize(
    "text", ["la suite", "profiter", "usage", "impatience", "nivelé", "retardataire", "J’ai appris"]
)
def test_the_rule_leaves_neighbours_alone(text):
    assert not FORBIDDEN.search(text)
