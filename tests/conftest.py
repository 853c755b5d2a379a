"""What every test stands on: clean caches, a migrated database, and the people of the access table."""

import gc
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from _pytest import runner
from django.core.cache import caches
from django.test import Client, TransactionTestCase
from modelsearch import signal_handlers
from wagtail.signal_handlers import disable_reference_index_auto_update

from accounts.secret_code import hasher
from accounts.secret_code import rules as secret_code
from content import remembered
from content.images import files
from content.images.reencode import reencoded
from content.recordings.cleaning import cleaned
from content.templatetags.site_settings import site_settings
from lib.turns import Turns
from tests import cloned_database
from tests.both_databases.rules import listed
from tests.context_of_page import keep_contexts_once
from tests.one_piece import in_one_piece
from tests.people import KINDS, People, sign_in
from tests.readers_forms import send_as_browsers_do

DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}
SQLITE_ALONE = Path(__file__).parent / "both_databases" / "sqlite_alone.txt"  # made by `make statements`
SERVERS = Path(__file__).parent / "config"  # its tests speak to databases and caches in ways of their own
send_as_browsers_do()
keep_contexts_once()


def _asks_a_server(item: pytest.Item) -> bool:
    """Whether a test can tell one database or cache from another: pytest-django forbids the database to the others."""
    if item.get_closest_marker("one_database"):
        return False
    uses_database = item.get_closest_marker("django_db") or not DATABASE.isdisjoint(item.fixturenames)
    return bool(uses_database) or SERVERS in item.path.parents


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what can tell one database from another, and what runs on each: others send all that the rest would."""
    alone = listed(SQLITE_ALONE.read_text())
    for item in items:
        if _asks_a_server(item):
            item.add_marker(pytest.mark.may_ask_a_server)
            if item.nodeid not in alone:
                item.add_marker(pytest.mark.server)


def pytest_collection_finish() -> None:
    """Collect garbage seldom, and leave what was imported out of it: a sixth of the time of the suite."""
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run one test as pytest does, in one piece of memory for its calls."""
    return in_one_piece(lambda: runner.pytest_runtest_protocol(item, nextitem))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> cloned_database.Copy:
    """Give the process a copy of the migrated database, which every transactional test leaves as it found it."""
    with django_db_blocker.unblock():
        copy = cloned_database.take(os.environ.get("PYTEST_XDIST_WORKER", "alone"))
    TransactionTestCase._fixture_teardown = lambda _: copy.restore()  # Django empties every table instead
    yield copy
    with django_db_blocker.unblock():
        cloned_database.give_back(copy)


@pytest.hookimpl(trylast=True)  # pytest-django forbids the database until then
def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave no database behind."""
    if not hasattr(config, "workerinput"):
        cloned_database.drop_all()


@pytest.fixture(autouse=True)
def clean_caches(monkeypatch):
    """Caches outlive a test's transaction: empty them. What is remembered then lasts for the test.

    A process remembers for ten minutes: whoever counts queries as they end would count one more.
    """
    monkeypatch.setattr(remembered, "LONGEST", 10**9)
    for name in ("default", "pages", "renditions", "fragments", "here"):
        caches[name].clear()


@pytest.fixture
def indexed() -> None:
    """Asked for by tests that look something up: what is saved is found, and the admin knows where it is used."""


@pytest.fixture(autouse=True)
def saved_lightly(request, monkeypatch):
    """Two indexes are half the cost of saving a page: they are kept for `indexed` tests and before a browser only."""
    if "indexed" in request.fixturenames or request.node.get_closest_marker("browser"):
        yield
        return
    monkeypatch.setattr(signal_handlers, "insert_or_update_object_task", SimpleNamespace(enqueue=lambda *_: None))
    with disable_reference_index_auto_update():
        yield


@pytest.fixture
def first_content(indexed, transactional_db, django_db_setup) -> None:
    """Seed the site, as `make run` does."""
    django_db_setup.seed()


@pytest.fixture
def settings_kept(db, clean_caches) -> None:
    """Read the settings of the site, as the first page after a publication does for those that follow."""
    site_settings()


@pytest.fixture
def true_cost() -> None:
    """Asked for by tests of what a secret code costs whoever guesses it, and of what a picture costs the site."""


@pytest.fixture(autouse=True)
def pictures_cost_little(request, monkeypatch) -> None:
    """Files are read in a process of their own: but for `true_cost`, and before a browser, in that of the test."""
    if "true_cost" not in request.fixturenames and not request.node.get_closest_marker("browser"):
        monkeypatch.setattr(files, "reencoded_apart", reencoded)
        monkeypatch.setattr("content.recordings.files.cleaned_apart", cleaned)


@pytest.fixture(autouse=True)
def codes_cost_little(request, monkeypatch) -> None:
    """A secret code takes 20 ms to hash: but for `true_cost`, and for tests of what happens at once, it takes none."""
    if not {"true_cost", "transactional_db", "live_server"}.isdisjoint(request.fixturenames):
        return
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        monkeypatch.setattr(secret_code.hasher, "time_cost", 1)
        monkeypatch.setattr(secret_code.hasher, "memory_cost", 8)


@pytest.fixture(autouse=True)
def nobody_is_sent_away(monkeypatch) -> None:
    """Tests of what happens at once use more threads than a process of production has."""
    wide = Turns(at_once=50, waiting=50, patience=60)
    monkeypatch.setattr(hasher, "turns", wide)
    monkeypatch.setattr(secret_code, "turns", wide)


@pytest.fixture
def people(db) -> People:
    """Return one person of each kind, in two groups that do not know each other."""
    return People()


@pytest.fixture
def client_of(people) -> Callable[[str], Client]:
    """Return the browser of a person of a kind, signed in; `client_of("visitor")` is nobody's."""

    def make(kind: str) -> Client:
        return sign_in(Client(), people, kind)

    return make


@pytest.fixture(params=KINDS)
def kind(request) -> str:
    """Return each of the ten kinds of people in turn."""
    return request.param
