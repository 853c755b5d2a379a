"""Bytes that a browser receives (docs/architecture.md#budgets).

The home page is at most 120 KB, font included; any page after it at most 40 KB more. Static files weigh what
whitenoise keeps of them, compressed. Pages count uncompressed, but a lesson, whose longest holds a scenario of twenty
choices, a tool, which draws its table twice, the page of all words, and that of the départements, a list and a map:
these count as both shipped proxies send them (gzip, docs/deploy/).
"""

import gzip
import re
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from whitenoise.compress import Compressor

from content.models import PracticePage, ToolPage
from courses.learning.lookup import lesson_address
from courses.models import LessonPage
from directory.models import PeerGroup
from passport.models import Skill
from tests.passport.factories import make_line, make_proposal, make_share, token_of

HOME, MORE = 120_000, 40_000  # bytes
LOADED = re.compile(r"<(?:link|script|img|use|source)\b[^>]*?\b(?:href|src)=\"([^\"#]+)")
NAMED_BY_A_STYLE = re.compile(r"url\([\"']?([^\"')#]+)")
LONG = re.compile(r"/formations/[^/]+/[^/]+/|/outils/[^/]+/|/mots/|/annuaire/departements/")
compressor = Compressor(quiet=True)


@cache
def weight(address: str) -> int:
    """Return the bytes of a static file on the wire."""
    path = Path(finders.find(address.removeprefix(settings.STATIC_URL)))
    data = path.read_bytes()
    return min(len(data), len(compressor.compress_brotli(data))) if compressor.should_compress(path.name) else len(data)


def files_of(page: str) -> set[str]:
    """Return the static files that a page loads at once, with those that its styles name."""
    page = re.sub(r"<img [^>]*loading=\"lazy\"[^>]*>", "", page)
    named = {urlsplit(address).path for address in LOADED.findall(page)}
    files = {address for address in named if address.startswith(settings.STATIC_URL)}
    for style in [address for address in files if address.endswith(".css")]:
        text = Path(finders.find(style.removeprefix(settings.STATIC_URL))).read_text()
        files |= {urljoin(style, name) for name in NAMED_BY_A_STYLE.findall(text) if not name.startswith("data:")}
    return files


def read(client: Client, address: str) -> tuple[int, set[str]]:
    """Return a page's own bytes, and the files it loads."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    is_long = LONG.fullmatch(address) is not None
    sent = gzip.compress(answer.content, 1) if is_long else answer.content
    return len(sent), files_of(answer.text)


def addresses(people) -> list[str]:
    """Return one page of each sort, those with the most in them."""
    longest = max(LessonPage.objects.live(), key=lambda lesson: len(str(lesson.body.raw_data)))
    module = longest.get_parent().specific
    widest = max(ToolPage.objects.live(), key=lambda tool: len(str(tool.parts.raw_data)))
    for number, skill in enumerate(Skill.objects.all()[:20]):
        make_line(people.member, skill, frequency="often", own_words="Avec mes mots. " * 10)
        make_proposal(people.member, skill, ref=f"module-{number}")
    share = make_share(people.member)
    return [
        "/pratiques/", PracticePage.objects.live().first().address,
        "/formations/", module.address, lesson_address(module, longest), "/parcours/",
        "/outils/", widest.address, "/mots/", "/recherche/?q=compte",
        "/annuaire/", "/annuaire/departements/", PeerGroup.objects.listed().first().get_absolute_url(),
        "/aide/", "/confort/",
        "/compte/connexion/", "/compte/", "/passeport/", "/passeport/ajouter/", "/passeport/partages/",
        share.get_absolute_url(), "/passeport/partages/nouveau/", f"/p/{token_of(share)}",
    ]  # fmt: skip


@pytest.mark.one_database
def test_a_first_visit_and_the_pages_after_it_keep_their_budgets_of_bytes(first_content, client, client_of, people):
    own, shared = read(client, "/")
    first = own + sum(map(weight, shared))
    assert any(name.endswith(".woff2") for name in shared), "the font counts"
    assert first <= HOME, first
    member = client_of("member")
    more = {}
    for address in addresses(people):
        browser = client if address == "/compte/connexion/" else member
        own, files = read(browser, address)
        more[address] = own + sum(map(weight, files - shared))
    assert {address: bytes_ for address, bytes_ in more.items() if bytes_ > MORE} == {}
