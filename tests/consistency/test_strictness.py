"""The suite itself is strict: a misspelt variable, a warning or a page lost after a transactional test fails."""

import warnings

import pytest
from django.template import Context, Engine
from wagtail.models import Page

from tests import strict_templates
from tests.every_case import broken
from tests.strict_templates import LoudWhenOurs, UndefinedVariableError


@pytest.fixture
def render(tmp_path, monkeypatch):
    """Return a function that renders templates of a folder of ours; `theirs` is the folder of a library."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    monkeypatch.setattr(strict_templates, "OURS", (str(ours),))
    engine = Engine(dirs=[ours, theirs], string_if_invalid=LoudWhenOurs())

    def make(source: str, *, folder: str = "ours", included: str = "", **context: object) -> str:
        (tmp_path / folder / "page.html").write_text(source)
        (ours / "part.html").write_text(included)
        return engine.get_template("page.html").render(Context(context))

    return make


@pytest.mark.parametrize(
    "source",
    [
        "{{ misspelt }}",
        "{{ name.misspelt }}",
        "{{ misspelt|upper }}",
        "{% with a=misspelt %}{{ a }}{% endwith %}",
        "{% for x in name %}{{ y }}{% endfor %}",
    ],
)
def test_a_misspelt_variable_in_our_template_fails(render, source):
    with pytest.raises(UndefinedVariableError, match=r"page\.html"):
        render(source, name="a")


def test_the_failure_names_the_included_template_of_a_misspelt_variable(render):
    with pytest.raises(UndefinedVariableError, match=r"part\.html.*misspelt"):
        render('{% include "part.html" %}', included="{{ misspelt }}")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ misspelt|default:'rien' }}", "rien"),
        ("{% if misspelt %}oui{% else %}non{% endif %}", "non"),
        ("{% for x in misspelt %}{{ x }}{% empty %}vide{% endfor %}", "vide"),
        ("{% firstof misspelt name %}", "a"),
    ],
)
def test_a_missing_variable_with_a_fallback_passes(render, source, shown):
    assert render(source, name="a") == shown


def test_a_misspelt_variable_in_a_library_s_template_passes(render):
    assert render("[{{ misspelt }}]", folder="theirs") == "[]"


def test_a_warning_fails_a_test():
    with pytest.raises(UserWarning):
        warnings.warn("anything", stacklevel=1)


@pytest.mark.django_db
def test_every_case_that_fails_is_told():
    def holds(case):
        return case == "good" or len(Page.objects.raw(case)) < 0

    told = broken(["bad", "good", "SELECT id FROM wagtailcore_page"], holds)
    assert ["Error" in said for said in told.values()] == [True, False]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_migrations_wrote_is_there_after_a_transactional_test(time):
    assert Page.objects.filter(depth=1).count() == 1
