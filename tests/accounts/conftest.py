"""The site tree that the rights of the admin stand on."""

import pytest
from wagtail.models import Page, Site

from content.models import HomePage


@pytest.fixture
def home(db) -> HomePage:
    """The home page: with it, `people.editor` and the others hold their real rights."""
    root = Page.get_first_root_node()
    page = root.add_child(instance=HomePage(title="Accueil", slug="accueil", promise="Ensemble", lede="Entre pairs."))
    Site.objects.update_or_create(hostname="localhost", defaults={"root_page": page, "is_default_site": True})
    return page
