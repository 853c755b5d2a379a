"""An exchange of practices, and the browser of a visitor."""

import pytest
from django.test import Client

from accounts.models import User
from content.admin.roles import ensure_roles
from content.models import PracticeIndexPage, PracticePage
from tests.practices.factories import build_exchange, make_practice
from tests.practices.kit import moderator, send_rights_sheet


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


@pytest.fixture
def second(index) -> User:
    """Another moderator than people.moderator."""
    ensure_roles()
    return moderator("Seconde")


@pytest.fixture
def rights_sheet(second, people) -> PracticePage:
    """A sheet about rights, sent by a member."""
    return send_rights_sheet(people.member)
