"""The few keys that every row of a list asks for: each thread keeps them for a few seconds."""

import pytest
from django.core.management import call_command

from config.operations import caches
from config.operations.caches import NEAR_SECONDS, MissOnOutageDatabaseCache

KEY = "wagtail_site_root_paths"


@pytest.fixture
def cache(db) -> MissOnOutageDatabaseCache:
    """A cache in a table of its own."""
    call_command("createcachetable", "near_entries", verbosity=0)
    return MissOnOutageDatabaseCache("near_entries", {})


@pytest.fixture
def later(monkeypatch) -> None:
    """Return a function that lets NEAR_SECONDS pass."""
    now = caches.time.monotonic()

    def pass_by() -> None:
        monkeypatch.setattr(caches.time, "monotonic", lambda: now + NEAR_SECONDS + 60)

    return pass_by


def test_the_shared_cache_is_asked_once_for_many_rows(cache, django_assert_num_queries):
    cache.set(KEY, ["/"], version=2)
    with django_assert_num_queries(1):
        assert [cache.get(KEY, version=2) for _ in range(20)] == [["/"]] * 20
    assert cache.get(KEY, "rien", version=1) == "rien"


def test_a_change_of_another_process_is_seen_a_little_later(cache, later):
    cache.set(KEY, "avant")
    assert cache.get(KEY) == "avant"
    MissOnOutageDatabaseCache("near_entries", {}).set(KEY, "après")
    assert cache.get(KEY) == "avant"
    later()
    assert cache.get(KEY) == "après"


@pytest.mark.parametrize("change", ["set", "delete", "clear"])
def test_a_change_of_the_same_thread_is_seen_at_once(cache, change):
    cache.set(KEY, "avant")
    assert cache.get(KEY) == "avant"
    {"set": lambda: cache.set(KEY, "après"), "delete": lambda: cache.delete(KEY), "clear": cache.clear}[change]()
    assert cache.get(KEY) == ("après" if change == "set" else None)


def test_a_missing_key_is_not_kept_near(cache):
    assert cache.get(KEY) is None
    MissOnOutageDatabaseCache("near_entries", {}).set(KEY, "là")
    assert cache.get(KEY) == "là"


def test_another_key_is_asked_of_the_shared_cache_each_time(cache, django_assert_num_queries):
    cache.set("compteur", 1)
    with django_assert_num_queries(3):
        assert [cache.get("compteur") for _ in range(3)] == [1, 1, 1]
