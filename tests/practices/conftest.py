"""A practice exchange, a sheet, and the people who read them."""

import pytest
from django.test import Client

from accounts.models import User
from content.admin.roles import ensure_roles
from content.models import PracticeIndexPage, PracticePage
from tests.practices.factories import build_exchange, make_practice
from tests.practices.sent_sheets import in_the_admin, moderator, send_rights_sheet


@pytest.fixture
def index(db) -> PracticeIndexPage:
    """Make « Échange de pratiques », empty."""
    return build_exchange()


@pytest.fixture
def practice(index) -> PracticePage:
    """Make a published sheet."""
    return make_practice(index, title="Accueillir une nouvelle personne", slug="accueillir")


@pytest.fixture
def visitor() -> Client:
    """Return the browser of a visitor."""
    return Client()


@pytest.fixture
def second(index) -> User:
    """Make another moderator than people.moderator."""
    ensure_roles()
    return moderator("Seconde")


@pytest.fixture
def rights_sheet(second, people) -> PracticePage:
    """Return a sheet about rights that a member has sent."""
    return send_rights_sheet(people.member)


@pytest.fixture
def reader(people, second) -> Client:
    """Return the browser of a moderator who gave their second factor."""
    return in_the_admin(people.moderator)
