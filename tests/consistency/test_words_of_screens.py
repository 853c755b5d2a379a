"""Words that members do not use are explained on each screen that says them (`{% explained %}`), or not said there."""

import re
import tomllib
from pathlib import Path

from content.glossary.standing import SAID_BY_THE_SITE
from tests.consistency.tree import ROOT

# What a screen says, and the code of the word that explains it in content/seed/terms.toml.
WORDS = {
    r"mandats?": "mandat",
    r"passations?": "passation",
    r"indicateurs?": "indicateur",
    r"repères?": "repere-a-cote-d-un-nom",
}
# Parts of a screen and screens that fill another: the template that explains the word for them.
EXPLAINED_IN = {
    "accounts/includes/keys.html": "accounts/group_home.html",
    "accounts/includes/mandate_actions.html": "accounts/mandates.html",
    "accounts/mandate.html": "accounts/mandate_form.html",
    "accounts/mandate_end.html": "accounts/mandate_form.html",
    "accounts/mandate_new.html": "accounts/mandate_form.html",
    "accounts/mandate_take_back.html": "accounts/mandate_form.html",
}
FOLDERS = ("site/accounts/templates", "passport/templates", "courses/templates", "site/templates", "content/templates")
OF_EDITORS = re.compile(r"/(?:admin|moderation|wagtailadmin|wagtailcore)/")
NOT_SAID = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}|{% (?!include)[^%]*%}|{{[^}]*}}|<[^>]*>", re.S)


def screens() -> dict[str, str]:
    """Return the templates that members read, by the name that others call them."""
    found = {}
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.html"):
            if not OF_EDITORS.search(str(path)):
                found[str(path.relative_to(ROOT / folder))] = path.read_text()
    return found


def test_each_screen_that_says_such_a_word_explains_it():
    templates = screens()
    bare = [
        (name, code)
        for name, text in templates.items()
        for word, code in WORDS.items()
        if re.search(rf"\b{word}\b", NOT_SAID.sub(" ", text), re.I)
        and f'explained "{code}"' not in templates[EXPLAINED_IN.get(name, name)]
    ]
    assert bare == []


def test_no_exception_has_outlived_its_template():
    templates = screens()
    assert [name for name in EXPLAINED_IN if name not in templates] == []


def test_each_word_that_a_screen_explains_is_written_once_in_the_first_content():
    terms = tomllib.loads(Path(ROOT / "content/seed/terms.toml").read_text())["terms"]
    codes = [term["key"] for term in terms]
    asked = {code for text in screens().values() for code in re.findall(r'explained "([^"]+)"', text)}
    assert asked == SAID_BY_THE_SITE
    assert [code for code in asked | set(WORDS.values()) if codes.count(code) != 1] == []
    assert all(term["always_listed"] for term in terms if term["key"] in asked)
