"""The header marks the part of the site a page belongs to: it is drawn once for each part, and never marks another."""

import re

import pytest
from django.core.cache import caches

from tests.courses.factories import build_site
from tests.practices.factories import build_exchange

HERE = {
    "/": "Accueil",
    "/formations/": "Se former",
    "/parcours/": "Se former",
    "/pratiques/": "Pratiques",
    "/pratiques/question/": "Pratiques",
    "/annuaire/": "Annuaire",
    "/confort/": "Confort de lecture",
    "/aide/": "Aide",
    "/aide/perdu/": None,
    "/recherche/": "Recherche",
}


@pytest.fixture
def site(db) -> None:
    """A page behind each address."""
    build_site()
    build_exchange()


def said_here(body: str) -> list[str]:
    """Return the words of the links that are marked « you are here » in the header."""
    header = body[body.index("<header") : body.index("</header>")]
    links = re.findall(r"<a [^>]*aria-current[^>]*>(.*?)</a>", header, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", link).strip() for link in links]


@pytest.mark.parametrize("kind", ["visitor", "member"])
def test_the_header_marks_the_part_of_the_page_and_no_other(site, client_of, kind):
    client = client_of(kind)
    here = HERE if kind == "visitor" else HERE | {"/passeport/": "Mon passeportPasseport", "/compte/": None}
    for _ in range(2):
        caches["pages"].clear()
        found = {address: said_here(client.get(address).text) for address in here}
        assert found == {address: [words] if words else [] for address, words in here.items()}


def test_the_same_part_offers_sign_in_to_a_visitor_and_the_passport_to_a_member(site, client_of):
    visitor, member = client_of("visitor"), client_of("member")
    for _ in range(2):
        caches["pages"].clear()
        header = {each: each.get("/annuaire/").text.split("</header>")[0] for each in (visitor, member)}
        assert "Entrer" in header[visitor] and "Mon passeport" not in header[visitor]
        assert "Mon passeport" in header[member] and "Entrer" not in header[member]
