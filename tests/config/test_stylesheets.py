"""The sheets that pages link: everything of the sources, in the order of the layers, in words of before 2022."""

import re
from pathlib import Path

import pytest
import tinycss2
from django.conf import settings
from django.template.loader import render_to_string

from config import stylesheets
from config.stylesheets import PAPER, SCREEN, SOURCES, UnlayeredRuleError

STATIC = Path(settings.BASE_DIR) / "static"
# Each is a rule, or a declaration, that Safari 12, Chrome 80 or Firefox 78 throws away.
TOO_NEW = {
    "cascade layers": r"@layer",
    "lists of selectors in a selector": r":is\(|:where\(|-any\(|:not\([^()]*,",
    "sides in a writing direction": r"(?<!\()\binset(?:-[a-z-]+)?:|(?:padding|margin)-(?:block|inline):|:lang\(",
    "clamp()": r"clamp\(",
    "colours without commas": r"rgba?\([^,()]* /",
    "range queries": r"@media[^{]*[<>]",
    "nesting": r"[{;]&",
}


@pytest.fixture(scope="module")
def built() -> dict[str, str]:
    """Make the sheets of the project."""
    return stylesheets.built({name: (STATIC / name).read_text() for each in SOURCES.values() for name in each})


def small(**sources: str) -> dict[str, str]:
    """Make the sheets of sources that are empty but for those given."""
    names = {name for each in SOURCES.values() for name in each}
    texts = dict.fromkeys(names, "") | {"css/base.css": "@layer reset, base, components, print;"}
    return stylesheets.built(texts | {f"css/{name}.css": text for name, text in sources.items()})


@pytest.mark.parametrize("name", [*SCREEN.values(), PAPER])
def test_a_sheet_has_no_word_that_an_old_browser_throws_away(built, name):
    found = {kind: re.findall(f".{{0,40}}(?:{pattern}).{{0,40}}", built[name]) for kind, pattern in TOO_NEW.items()}
    assert {kind: places for kind, places in found.items() if places} == {}


def test_the_site_and_the_neutral_pages_each_have_all_their_rules(built):
    rules = {name: len(tinycss2.parse_stylesheet(text, skip_whitespace=True)) for name, text in built.items()}
    assert rules[SCREEN["site"]] > 300
    assert rules[SCREEN["passport"]] > 200
    assert rules[PAPER] > 20


def test_the_layers_come_in_their_order_whatever_the_order_of_the_files():
    texts = small(tokens="@layer components {a {top: 0}}", layout="@layer reset {b {top: 1px}}")
    assert texts[SCREEN["site"]] == "b{top:1px}a{top:0}"


def test_what_is_for_paper_alone_is_in_the_sheet_for_paper():
    texts = small(print="@layer print {b {top: 0} @page {margin: 1cm} @media print {a {top: 0}}}")
    assert texts[SCREEN["site"]] == "b{top:0}"
    assert texts[PAPER] == "@page{margin:1cm}a{top:0}"


def test_a_rule_outside_the_layers_is_refused():
    with pytest.raises(UnlayeredRuleError, match="color"):
        small(tokens="a { color: red }")


def test_every_source_is_in_a_sheet():
    made = {f"css/{path.relative_to(STATIC / 'css')}" for path in (STATIC / "css").rglob("*.css")}
    assert made - {name for each in SOURCES.values() for name in each} == {"css/admin.css", "css/admin-desk.css"}, (
        "the admin links its own"
    )


@pytest.mark.parametrize("look", SOURCES)
def test_a_page_links_one_sheet_for_screens_and_one_for_paper(settings, look):
    settings.STYLES_FROM_SOURCES = False
    links = re.findall("<link [^>]*>", render_to_string("includes/stylesheets.html", {"look": look}))
    assert links == [
        f'<link rel="stylesheet" href="/static/css/{look}-screen.css">',
        '<link rel="stylesheet" href="/static/css/paper.css" media="print">',
    ]
