"""What every test stands on: clean caches, migrated data after each test, and the people of the access table."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.db import connections
from django.test import Client
from modelsearch import signal_handlers
from wagtail.signal_handlers import disable_reference_index_auto_update

from tests.people import KINDS, People, sign_in


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    marked = marker is not None and (marker.kwargs.get("transaction") or (marker.args and marker.args[0]))
    return bool(marked) or not {"transactional_db", "live_server"}.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A transactional test ends by emptying every table: each begins by putting back what migrations wrote."""
    for item in items:
        if _is_transactional(item):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup) -> None:
    """Let every connection know what migrations wrote: once Playwright's loop runs, Django opens other ones."""
    known = connections["default"]
    if hasattr(known, "_test_serialized_contents"):
        type(known)._test_serialized_contents = known._test_serialized_contents


@pytest.fixture(autouse=True)
def clean_caches():
    """Caches outlive a test's transaction: empty them."""
    for name in ("default", "pages", "renditions", "fragments"):
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
def people(db) -> People:
    """One person of each kind, in two groups that do not know each other."""
    return People()


@pytest.fixture
def client_of(people) -> Callable[[str], Client]:
    """The browser of a person of that kind, signed in; `client_of("visitor")` is nobody's."""

    def make(kind: str) -> Client:
        return sign_in(Client(), people, kind)

    return make


@pytest.fixture(params=KINDS)
def kind(request) -> str:
    """Each of the ten kinds of people in turn."""
    return request.param
