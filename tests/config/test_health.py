"""/sante says that the process answers, /sante/pret that the site can work."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from config import health
from config.operations import heartbeat


def _away(*_args, **_kwargs):
    raise OperationalError("no connection")


@pytest.fixture(autouse=True)
def written_long_ago(monkeypatch):
    monkeypatch.setattr(health, "_written_until", 0.0)


def _cannot_write(execute, sql, *rest):
    if sql.startswith("UPDATE"):
        raise OperationalError("database or disk is full")
    return execute(sql, *rest)


@pytest.fixture
def unknown_migrations(monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)


def test_live_answers_without_database_or_cookie():
    response = Client().get("/sante")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert not response.cookies


@pytest.mark.django_db
def test_ready_lists_what_it_checked(unknown_migrations):
    response = Client().get("/sante/pret")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "database": True,
        "migrations": True,
        "writes": True,
        "cache": True,
        "worker": "unknown",
    }
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_ready_is_503_while_nothing_can_be_written(log_lines):
    with connection.execute_wrapper(_cannot_write):
        response = Client().get("/sante/pret")
    assert response.status_code == 503
    assert (response.json()["database"], response.json()["writes"]) == (True, False)
    assert [line["level"] for line in log_lines() if line["event"] == "not ready"] == ["error"]


@pytest.mark.django_db
def test_ready_writes_again_after_a_while(monkeypatch):
    Client().get("/sante/pret")
    monkeypatch.setattr(health.time, "monotonic", lambda: health._written_until + 1)
    with connection.execute_wrapper(_cannot_write):
        assert Client().get("/sante/pret").status_code == 503


@pytest.mark.django_db
def test_ready_costs_one_query(django_assert_num_queries):
    Client().get("/sante/pret")
    with django_assert_num_queries(1):
        Client().get("/sante/pret")


@pytest.mark.django_db
def test_ready_is_503_while_the_database_is_away(log_lines):
    with connection.execute_wrapper(_away):
        response = Client().get("/sante/pret")
    assert response.status_code == 503
    assert response.json()["status"] == "unavailable"
    assert response.json()["database"] is False
    assert any(line["event"] == "not ready" for line in log_lines())


@pytest.mark.django_db
def test_ready_is_503_while_a_migration_is_missing(unknown_migrations, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["one"])
    response = Client().get("/sante/pret")
    assert (response.status_code, response.json()["migrations"]) == (503, False)


@pytest.mark.django_db
def test_ready_stays_200_while_the_cache_is_away(monkeypatch):
    monkeypatch.setattr(health.cache, "get", lambda *_: None)
    response = Client().get("/sante/pret")
    assert (response.status_code, response.json()["cache"]) == (200, False)


def worker_said() -> str:
    return Client().get("/sante/pret").json()["worker"]


@pytest.mark.django_db
def test_ready_says_how_the_worker_is(settings):
    assert worker_said() == "unknown"
    with pytest.raises(SystemExit):
        call_command("worker", once=True)
    assert worker_said() == "ok"
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=6), tick=False):
        assert worker_said() == "late"
    heartbeat.beat(done=False)
    assert worker_said() == "failing"
    settings.TASKS = {**settings.TASKS, "worker": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    assert worker_said() == "not needed"


@pytest.mark.django_db
def test_a_worker_that_is_late_does_not_stop_the_site():
    with time_machine.travel(timezone.now() - datetime.timedelta(hours=1), tick=False):
        heartbeat.beat(done=True)
    assert Client().get("/sante/pret").status_code == 200
    assert worker_said() == "late"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sante", "/sante/pret", "/sante/travail"])
def test_a_probe_over_http_is_not_redirected_to_https(path, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get(path).status_code != 301


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sante", "/sante/pret"])
def test_a_probe_refuses_post(path):
    assert Client().post(path).status_code == 405
