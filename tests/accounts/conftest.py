"""Fixtures of the accounts tests."""

import pytest
from wagtail.models import Page, Site

from content.models import HomePage
from tests.accounts.kit import card_of
from tests.accounts.papers import Papers
from tests.accounts.together import Together


@pytest.fixture
def home(db) -> HomePage:
    """Make the home page: with it, `people.editor` and the others hold their real rights."""
    root = Page.get_first_root_node()
    page = root.add_child(instance=HomePage(title="Accueil", slug="accueil", promise="Ensemble", lede="Entre pairs."))
    Site.objects.update_or_create(hostname="localhost", defaults={"root_page": page, "is_default_site": True})
    return page


@pytest.fixture
def together(people) -> Together:
    """Make a member with a card and a code, and two people who may help them."""
    card_of(people.member)
    return Together(people)


@pytest.fixture
def papers(db) -> Papers:
    """Make a person with a card and a slip."""
    return Papers()
