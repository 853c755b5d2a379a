"""« État du site » and /sante/travail: what nobody sees, said to a probe and to whoever runs the site."""

import datetime
import socket
import ssl
from io import StringIO
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.core.mail import send_mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from config.backups.databases import BackupError
from config.backups.progress import Step, Telling
from config.management.commands import backup
from config.models import LastBackup
from config.operations import heartbeat
from config.state import certificate, parts
from config.state.parts import How
from tests.courses.factories import build_site
from tests.people import People, sign_in

pytestmark = pytest.mark.django_db
WORK, PAGE = "/sante/travail", "/admin/etat-du-site/"


@pytest.fixture
def waiting(settings):
    """Queue a mail that no worker sends."""
    settings.EMAIL_BACKEND = "config.operations.mail.QueuedEmailBackend"
    settings.TASKS = settings.TASKS | {"worker": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.MAIL_IS_SENT = True
    send_mail("Sujet", "Texte", "de@example.org", ["a@example.org"])
    return DBTaskResult.objects.get()


def aged(task: DBTaskResult, **ago: int) -> None:
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - datetime.timedelta(**ago))


def test_a_site_where_nothing_waits_is_well(client):
    answer = client.get(WORK)
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "status": "ok",
            "worker": "unknown",
            "oldest_mail_seconds": 0,
            "failed_jobs": 0,
            "backup_hours": None,
            "disk": parts.disk().how,
            "certificate": "watch",
        },
    )
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 503)])
def test_a_mail_that_waits_too_long_is_an_alert(client, waiting, minutes, status):
    aged(waiting, minutes=minutes)
    answer = client.get(WORK)
    assert answer.status_code == status
    assert answer.json()["oldest_mail_seconds"] // 60 == minutes
    assert (parts.mails().how == How.BAD) is (status == 503)


def test_a_worker_that_stopped_is_an_alert(client, waiting):
    with time_machine.travel(timezone.now() - datetime.timedelta(minutes=6)):
        heartbeat.beat(done=True)
    assert (client.get(WORK).status_code, client.get(WORK).json()["worker"]) == (503, "late")
    assert parts.worker().how == How.BAD
    heartbeat.beat(done=False)
    assert client.get(WORK).status_code == 503
    heartbeat.beat(done=True)
    assert client.get(WORK).status_code == 200


def test_a_database_away_is_an_alert_without_a_word_of_it(client):
    def away(*_):
        raise OperationalError("secret")

    with connection.execute_wrapper(away):
        answer = client.get(WORK)
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})


def test_a_backup_is_known_by_its_age(client, tmp_path, monkeypatch):
    made = tmp_path / "entrepairs-1.tar"
    made.write_bytes(b"tar")
    monkeypatch.setattr(backup.archive, "make", lambda *_: made)
    assert parts.backup().how == How.BAD
    call_command("backup", tmp_path, stdout=StringIO())
    assert client.get(WORK).json()["backup_hours"] == 0
    assert parts.backup().how == How.GOOD
    LastBackup.objects.update(made_at=timezone.now() - datetime.timedelta(hours=37))
    assert client.get(WORK).json()["backup_hours"] == 37
    assert parts.backup().how == How.BAD
    call_command("backup", tmp_path, stdout=StringIO())
    assert LastBackup.objects.get().age_in_hours == 0


def test_a_backup_being_made_says_where_it_stands(tmp_path, monkeypatch):
    heard = []

    def makes(folder, tell):
        for step in ((Step.DATABASE,), (Step.READING, 50, 120), (Step.READING, 60, 120), (Step.WRITING, 120, 120)):
            tell(*step)
            heard.append(parts.backup_under_way().said)
        raise BackupError("nothing")

    monkeypatch.setattr(backup.archive, "make", makes)
    assert "Aucune ne se fait" in parts.backup_under_way().said
    with time_machine.travel(timezone.now(), tick=False), pytest.raises(CommandError):
        call_command("backup", tmp_path, stdout=StringIO())
    begun = "Une sauvegarde se fait depuis moins d’une minute : "
    assert [words.removeprefix(begun).partition(".")[0] for words in heard] == [
        "la base se copie",
        *["les fichiers se lisent, 50 sur 120"] * 2,
        "l’archive s’écrit, 120 sur 120",
    ]
    assert "Aucune ne se fait" in parts.backup_under_way().said, "it failed: nothing is being made"


@pytest.mark.one_database  # the clock of a cache that is a server does not move with ours
def test_a_backup_that_was_killed_is_not_made_for_ever():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        Telling()(Step.DATABASE)
        clock.shift(datetime.timedelta(minutes=9))
        assert "depuis 9 min : la base se copie." in parts.backup_under_way().said
        clock.shift(datetime.timedelta(hours=4))
        assert "Aucune ne se fait" in parts.backup_under_way().said


def test_a_backup_that_fails_is_not_known(tmp_path, monkeypatch):
    def fails(*_):
        raise BackupError("nothing")

    monkeypatch.setattr(backup.archive, "make", fails)
    with pytest.raises(CommandError):
        call_command("backup", tmp_path, stdout=StringIO())
    assert not LastBackup.objects.exists()


@pytest.mark.parametrize(
    ("free", "how"), [(3 * 1024**3, How.GOOD), (1024**3, How.WATCH), (200 * 1024**2, How.BAD)], ids=str
)
def test_the_room_left_says_when_to_make_some(monkeypatch, free, how):
    monkeypatch.setattr(parts.shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    part = parts.disk()
    assert part.how == how
    assert ("Faites de la place" in part.said) is (how != How.GOOD)


@pytest.fixture
def https(settings):
    settings.ORIGIN = "https://exemple.test"
    cache.clear()


def test_the_certificate_is_looked_at_twice_a_day_at_most(https, monkeypatch):
    asked = []
    until = timezone.now() + datetime.timedelta(days=40)
    monkeypatch.setattr(certificate, "_good_until", lambda *host: asked.append(host) or until.timestamp())
    assert parts.https().how == How.WATCH
    certificate.look()
    certificate.look()
    assert asked == [("exemple.test", 443)]
    assert parts.https().how == How.GOOD
    with time_machine.travel(timezone.now() + datetime.timedelta(days=27)):
        monkeypatch.setattr(certificate.cache, "get", lambda _: (until.timestamp(), ""))
        assert parts.https().how == How.BAD


@pytest.mark.parametrize("fault", [ssl.SSLCertVerificationError(1, "refusé"), TimeoutError(), ConnectionRefusedError()])
def test_a_certificate_that_no_browser_takes_is_said(https, monkeypatch, fault):
    def broken(*_):
        raise fault

    monkeypatch.setattr(certificate, "_good_until", broken)
    certificate.look()
    assert parts.https().how == How.BAD


def test_a_site_in_http_asks_nobody_for_a_certificate(settings, monkeypatch):
    settings.ORIGIN = "http://localhost"
    monkeypatch.setattr(certificate, "_good_until", lambda *_: pytest.fail("asked"))
    certificate.look()
    assert parts.https().how == How.WATCH


def test_a_task_that_failed_is_said_even_where_no_mail_is_sent(client, waiting, settings):
    settings.MAIL_IS_SENT = False
    assert parts.failures().how == How.GOOD
    DBTaskResult.objects.filter(pk=waiting.pk).update(
        status=TaskResultStatus.FAILED, started_at=timezone.now(), finished_at=timezone.now()
    )
    assert (parts.failures().how, parts.failures().said[:2]) == (How.WATCH, "1.")
    assert client.get(WORK).json()["failed_jobs"] == 1


@pytest.mark.parametrize(("kind", "status"), [("superuser", 200), ("moderator", 302), ("editor", 302)])
def test_the_page_is_for_whoever_runs_the_site(client, kind, status):
    build_site()
    sign_in(client, People(), kind)
    answer = client.get(PAGE)
    assert answer.status_code == status
    if status == 200:
        for title in ("Le travail de fond", "La dernière sauvegarde", "Le certificat", "La version"):
            assert title in answer.text


@pytest.mark.one_database  # the clock of a cache that is a server does not move with ours
def test_a_certificate_that_is_refused_is_looked_at_again_within_the_hour(https, monkeypatch):
    asked = []
    monkeypatch.setattr(certificate, "_good_until", lambda *host: asked.append(host) or fail())
    now = timezone.now()
    for minutes, looks in ((0, 1), (59, 1), (61, 2)):
        with time_machine.travel(now + datetime.timedelta(minutes=minutes), tick=False):
            certificate.look()
        assert len(asked) == looks


def test_what_was_found_says_when_and_when_it_is_looked_at_again(https, monkeypatch):
    monkeypatch.setattr(certificate, "_good_until", lambda *_: fail())
    with time_machine.travel(datetime.datetime(2026, 11, 30, 9, 15, tzinfo=datetime.UTC), tick=False):
        certificate.look()
        said = parts.https().said
    assert "Regardé le 30 novembre à 10 h 15" in said
    assert "regarde de nouveau après 11 h 15" in said


def test_a_name_that_leads_nowhere_says_what_to_do(https, monkeypatch):
    def nowhere(*_):
        raise socket.gaierror

    monkeypatch.setattr(certificate, "_good_until", nowhere)
    certificate.look()
    assert "Cette machine ne trouve pas le nom du site. Vérifiez ORIGIN" in parts.https().said


def fail() -> float:
    """Answer nothing, as a site that is down."""
    raise ConnectionRefusedError
