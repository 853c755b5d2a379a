"""The database or the cache is cut: a plain page, or a slower one, never an error."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from unittest import mock

import pytest
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from redis.exceptions import ConnectionError, ResponseError

from config.operations.caches import MissOnOutageDatabaseCache, MissOnOutageFileCache, MissOnOutageRedisCache
from config.settings_parts import rate_limits
from tests.accounts.kit import with_password

NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def cut(request):
    """Make every query fail as when the server is gone."""

    def away(*_args, **_kwargs):
        raise getattr(request, "param", OperationalError)("server closed the connection")

    with connection.execute_wrapper(away):
        yield


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize("cut", [OperationalError, InterfaceError], indirect=True)
def test_a_page_during_a_database_outage_is_503_in_plain_words(cut, browser):
    response = browser.get("/")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert response.headers["Cache-Control"] == "no-store"
    assert "Le site se repose un instant" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/formations/module/lecon/fini/", "/p/Zm9vYmFyYmF6cXV4MTIzNA"])
def test_a_visitor_who_sent_a_form_is_told_how_to_send_it_again(cut, browser, address):
    response = browser.post(address, {"action": "done"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 503
    assert "renvoyer le formulaire" in response.content.decode()
    assert "renvoyer" not in browser.get("/").content.decode()


@pytest.mark.django_db
def test_a_signed_in_member_gets_the_same_503(client_of, browser):
    browser.cookies = client_of("member").cookies

    def away(*_args, **_kwargs):
        raise OperationalError("server closed the connection")

    with connection.execute_wrapper(away):
        response = browser.get("/compte/")
    assert response.status_code == 503
    assert response.headers["Retry-After"]


@pytest.mark.django_db
def test_the_reader_of_a_share_gets_the_neutral_503(cut, browser):
    response = browser.post("/p/Zm9vYmFyYmF6cXV4MTIzNA")
    assert response.status_code == 503
    assert "Entrepairs" not in response.content.decode()
    assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.django_db
def test_pages_are_served_again_once_the_database_is_back(browser):
    def away(*_args, **_kwargs):
        raise OperationalError("server closed the connection")

    with connection.execute_wrapper(away):
        assert browser.get("/").status_code == 503
    assert browser.get("/").status_code == 200


@pytest.mark.django_db
def test_an_error_of_the_code_stays_a_500(browser, monkeypatch):
    from django.core.handlers.base import BaseHandler

    def broken(*_args):
        raise ValueError

    monkeypatch.setattr(BaseHandler, "resolve_request", broken)
    assert browser.get("/").status_code == 500


def _every_operation(cache) -> None:
    assert cache.get("a", "nothing") == "nothing"
    assert cache.get_many(["a", "b"]) == {}
    assert cache.set("a", 1) is None
    assert cache.add("a", 1) is True
    assert cache.delete("a") is False
    assert cache.touch("a") is False
    assert cache.get_or_set("a", 2) == 2
    assert cache.has_key("a") is False
    assert cache.set_many({"a": 1}) in ([], ["a"])
    assert cache.delete_many(["a"]) is None
    assert cache.clear() is None
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")  # what an unknown key answers on every backend


def test_an_unreachable_redis_is_a_miss():
    _every_operation(MissOnOutageRedisCache(NOBODY, {}))


@pytest.fixture
def silent_server():
    """Run a server that takes every call and never answers: its port, and the calls it took."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        calls = []

        def take() -> None:
            with contextlib.suppress(OSError):
                while True:
                    calls.append(server.accept()[0])

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        yield server.getsockname()[1], calls
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
        for call in calls:
            call.close()


def test_a_silent_redis_is_waited_for_once(silent_server, monkeypatch):
    port, calls = silent_server
    monkeypatch.setattr(MissOnOutageRedisCache, "WAIT", 0.2)
    cache = MissOnOutageRedisCache(f"redis://127.0.0.1:{port}/0", {})
    _every_operation(cache)
    assert len(calls) == 1
    monkeypatch.setattr(MissOnOutageRedisCache, "_resting", {})  # later
    assert cache.get("a") is None
    assert len(calls) == 2


def test_an_error_that_redis_answers_is_a_miss_without_a_rest(monkeypatch):
    cache = MissOnOutageRedisCache(f"{NOBODY}?refusal=1", {})
    for error, rests in ((ResponseError("out of memory"), False), (ConnectionError("gone"), True)):
        monkeypatch.setattr(RedisCache, "get", mock.Mock(side_effect=error))
        assert cache.get("a", "nothing") == "nothing"
        assert cache._rests() is rests


@pytest.mark.django_db(transaction=True)
def test_a_missing_cache_table_is_a_miss():
    _every_operation(MissOnOutageDatabaseCache("no_such_table", {}))


def test_an_unwritable_folder_is_a_miss(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    _every_operation(MissOnOutageFileCache(str(tmp_path / "file" / "pages"), {}))


def test_the_limiter_has_room_in_the_database_cache():
    assert MissOnOutageDatabaseCache("cache_entries", {})._max_entries >= 10_000
    assert MissOnOutageDatabaseCache("cache_entries", {"OPTIONS": {"MAX_ENTRIES": 7}})._max_entries == 7


@pytest.mark.django_db
def test_pages_are_served_while_redis_is_away(settings, client_of):
    settings.CACHES = {
        name: {"BACKEND": "config.operations.caches.MissOnOutageRedisCache", "LOCATION": NOBODY}
        for name in ("default", "pages", "renditions", "fragments", "here")
    }
    assert isinstance(caches["default"], MissOnOutageRedisCache)
    assert Client().get("/").status_code == 200
    assert Client().get("/aide/").status_code == 200
    assert client_of("member").get("/compte/").status_code == 200


def full(execute, sql, *rest):
    if sql.startswith(("INSERT", "UPDATE")):
        raise OperationalError("database or disk is full")
    return execute(sql, *rest)


@pytest.fixture
def table(transactional_db, monkeypatch) -> Iterator[MissOnOutageDatabaseCache]:
    """A cache in a table of the database, which has not been away."""
    monkeypatch.setattr(MissOnOutageDatabaseCache, "_resting", {})
    call_command("createcachetable", "outage_entries", verbosity=0)
    yield MissOnOutageDatabaseCache("outage_entries", {})
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE outage_entries")


@pytest.mark.parametrize("late", [False, True])
def test_a_cache_table_that_cannot_be_written_is_an_outage_said_once(table, late, log_lines):
    refusal = mock.patch.object(connection, "commit", side_effect=OperationalError("database or disk is full"))
    with refusal if late else connection.execute_wrapper(full):
        assert table.add("a", 1) is True
        assert table.add("a", 1) is True
        assert table.set("a", 1) is None
    said = [(line["event"], line["level"]) for line in log_lines() if line["logger"] == "entrepairs.cache"]
    assert said == [("cache unavailable", "error")]


def test_an_entry_that_another_wrote_is_no_outage(table, log_lines):
    assert table.add("a", 1) is True
    assert table.add("a", 1) is False
    assert table.touch("b") is False
    assert table.get("a") == 1
    assert log_lines() == []


@pytest.mark.parametrize("right", [True, False])
def test_sign_in_on_a_full_disk_is_503_and_never_a_pause(table, browser, settings, log_lines, right):
    person = with_password()
    settings.ACCOUNT_RATE_LIMITS, settings.LIMITS = rate_limits.SIGN_IN, rate_limits.OURS
    settings.CACHES = {
        **settings.CACHES,
        "default": {
            "BACKEND": "config.operations.caches.MissOnOutageDatabaseCache",
            "LOCATION": "outage_entries",
        },
    }
    given = {"login": person.username, "password": "une phrase assez longue" if right else "faux"}
    with connection.execute_wrapper(full):
        answer = browser.post("/compte/connexion/", given)
    assert answer.status_code == 503
    assert "Faisons une pause" not in answer.text
    assert "error" in {line["level"] for line in log_lines()}
