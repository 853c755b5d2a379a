"""The site as the seed writes it: once for the whole folder, each test in its own transaction."""

from io import StringIO

import pytest
from django.core.management import call_command

from config.seeding import files


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What wants the site seeded comes last: it stays so until the last of this package, and no other expects it."""
    items.sort(key=lambda item: "seeded" in item.fixturenames)


def run_seed() -> str:
    """Run the command and return what it says."""
    out = StringIO()
    call_command("seed", stdout=out)
    return out.getvalue()


@pytest.fixture
def seed():
    """Run the seed (again)."""
    return run_seed


@pytest.fixture(scope="package")
def _seeded_once(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        django_db_setup.seed()
        yield
        django_db_setup.restore()


@pytest.fixture
def seeded(_seeded_once, db):
    """The first content, already there."""


@pytest.fixture
def new_edition(monkeypatch):
    """Make the seed files say something else: `new_edition("facts", change)`, `change` given the file's content."""
    whole = files.load

    def change(name, alter):
        def altered(asked):
            content = whole(asked)
            if asked == name:
                alter(content)
            return content

        for module in ("key_figures", "practices", "rows", "pages", "terms", "tools"):
            monkeypatch.setattr(f"config.seeding.{module}.load", altered)

    return change
