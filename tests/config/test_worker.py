"""The worker publishes and erases each minute, survives an outage, and stops at once."""

import datetime
import signal
import time

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from wagtail.models import Page

from accounts.models import Session
from config.management.commands import worker
from config.operations import purge
from config.operations.caches import MissOnOutageDatabaseCache, MissOnOutageFileCache

JOBS = worker.JOBS
ASKING = [name for name in JOBS if name != "certificate"]  # those that ask the database


@pytest.mark.django_db
def test_one_round_publishes_the_page_whose_hour_has_come():
    page = Page.objects.get(depth=2)
    page.title = "Page du matin"
    page.save_revision(approved_go_live_at=timezone.now() - datetime.timedelta(minutes=1))
    with pytest.raises(SystemExit) as left:
        call_command("worker", once=True)
    assert left.value.code == 0
    assert Page.objects.get(depth=2).title == "Page du matin"


@pytest.mark.django_db(transaction=True)
def test_a_database_outage_puts_off_every_job_and_is_logged(log_lines):
    def away(*_args, **_kwargs):
        raise OperationalError("gone")

    with connection.execute_wrapper(away):
        assert worker.run_jobs() is False
    assert [line["job"] for line in log_lines() if line["event"].startswith("job put off")] == ASKING


@pytest.mark.django_db
def test_a_job_that_fails_does_not_stop_the_others(monkeypatch, log_lines):
    done = []

    def broken() -> None:
        raise ValueError("Jean" + "ne")

    monkeypatch.setattr(worker, "JOBS", {"broken": broken, "other": lambda: done.append(1)})
    assert worker.run_jobs() is False
    assert done == [1]
    assert "Jeanne" not in str([line for line in log_lines() if line["event"] == "job failed"])


@pytest.mark.django_db(transaction=True)
def test_the_worker_ends_at_once_on_sigterm(monkeypatch):
    def ask() -> None:
        signal.raise_signal(signal.SIGTERM)
        pytest.fail("went on after SIGTERM")

    monkeypatch.setattr(worker, "JOBS", {"ask": ask})
    former = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    started = time.monotonic()
    try:
        with pytest.raises(SystemExit) as left:
            call_command("worker")
    finally:
        signal.signal(signal.SIGTERM, former[0])
        signal.signal(signal.SIGINT, former[1])
    assert left.value.code == 0
    assert time.monotonic() - started < 5


@pytest.mark.django_db
def test_sessions_that_are_over_are_erased_and_others_stay():
    now = timezone.now()
    for key, days in (("over", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + datetime.timedelta(days=days))
    purge.purge_everything()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]


@pytest.mark.django_db
def test_rows_of_the_database_cache_that_are_over_are_erased(monkeypatch):
    call_command("createcachetable", "cache_entries")
    cache = MissOnOutageDatabaseCache("cache_entries", {})
    with time_machine.travel(timezone.now() - datetime.timedelta(hours=1), tick=False):
        cache.set("over", 1, 60)
    cache.set("open", 1, 60)
    monkeypatch.setattr(purge, "caches", {"default": cache})
    assert purge.purge_cache_rows() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache_entries")
        assert cursor.fetchone() == (1,)
    assert cache.get("open") == 1


def test_files_of_the_page_cache_that_are_over_are_erased(monkeypatch, tmp_path):
    cache = MissOnOutageFileCache(str(tmp_path), {})
    with time_machine.travel(timezone.now() - datetime.timedelta(hours=1), tick=False):
        cache.set("over", 1, 60)
    cache.set("open", 1, 60)
    cache.set("kept", 1, None)
    monkeypatch.setattr(purge, "caches", {"pages": cache})
    assert purge.purge_cached_pages() == 1
    assert (cache.get("open"), cache.get("kept")) == (1, 1)


def test_a_cache_of_another_kind_is_not_purged():
    assert purge.purge_cache_rows() == 0
    assert purge.purge_cached_pages() == 0


@pytest.mark.django_db
def test_the_purge_command_prints_what_it_erased(capsys):
    call_command("purge")
    assert "Nothing to erase." in capsys.readouterr().out
    over = timezone.now() - datetime.timedelta(days=1)
    Session.objects.create(session_key="over", session_data="", expire_date=over)
    call_command("purge")
    assert not Session.objects.exists()
