"""An exchange of practices, and the browser of a visitor."""

import pytest
from django.test import Client

from content.models import PracticeIndexPage, PracticePage
from tests.practices.factories import build_exchange, make_practice


@pytest.fixture
def index(db) -> PracticeIndexPage:
    """« Échange de pratiques », empty."""
    return build_exchange()


@pytest.fixture
def practice(index) -> PracticePage:
    """One published sheet."""
    return make_practice(index, title="Accueillir une nouvelle personne", slug="accueillir")


@pytest.fixture
def visitor() -> Client:
    """Nobody's browser."""
    return Client()
