"""The worker sends the mails, sealed until then; a mail server away or a killed worker loses none."""

import datetime
import itertools
import smtplib
import threading

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.core.management import call_command
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from config.operations.mail import LONGEST_BETWEEN_TRIES, LONGEST_WAIT, deliver, retry_mails, tidy_mails
from config.operations.task_queue import LONGEST_TASK, requeue, run_waiting_tasks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def queued(settings):
    """Mails wait for the worker, as in production."""
    settings.EMAIL_BACKEND = "config.operations.mail.QueuedEmailBackend"


@pytest.fixture
def server_away(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise smtplib.SMTPRecipientsRefused({"someone@example.org": (550, b"no")})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)


def work() -> None:
    run_waiting_tasks(threading.Event())


def test_a_mail_waits_sealed_and_leaves_with_the_worker():
    send_mail("Votre code", "Le code est 482 915.", None, ["someone@example.org"])
    assert mail.outbox == []
    kept = str(DBTaskResult.objects.values().get())
    assert "482 915" not in kept
    assert "someone" not in kept
    work()
    assert [(sent.subject, sent.body, sent.to) for sent in mail.outbox] == [
        ("Votre code", "Le code est 482 915.", ["someone@example.org"])
    ]


def test_alternatives_and_headers_arrive_too():
    message = EmailMultiAlternatives("Un mot", "Texte", None, ["a@example.org"], headers={"X-Test": "1"})
    message.attach_alternative("<p>Texte</p>", "text/html")
    message.send()
    work()
    sent = mail.outbox[0]
    assert sent.alternatives[0].content == "<p>Texte</p>"
    assert sent.extra_headers["X-Test"] == "1"


def test_a_mail_says_that_nobody_wrote_it_and_names_no_machine(settings):
    settings.DEFAULT_FROM_EMAIL = "Passeport <ne-pas-repondre@exemple.org>"
    send_mail("Votre code", "Le code est 482 915.", None, ["someone@example.org"])
    work()
    written = mail.outbox[0].message()
    assert written["Auto-Submitted"] == "auto-generated"
    assert written["Message-ID"].endswith("@exemple.org>")


def test_a_mail_that_leaves_twice_keeps_its_name():
    send_mail("Votre code", "Le code est 482 915.", None, ["someone@example.org"])
    work()
    DBTaskResult.objects.update(status=TaskResultStatus.READY, started_at=None, finished_at=None)
    work()
    assert len(mail.outbox) == 2
    assert len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == 1


def test_a_mail_that_waits_is_a_warning_said_once(server_away, log_lines, calm):
    for _ in range(2):
        send_mail("Votre code", "Le code est 482 915.", None, ["someone@example.org"])
    work()
    assert [line["level"] for line in log_lines()] == ["warning"]


def test_a_mail_with_an_attachment_is_refused():
    message = EmailMessage("Un mot", "Texte", None, ["a@example.org"])
    message.attach("secret.txt", "x")
    with pytest.raises(ValueError, match="attachment"):
        message.send()


def test_a_mail_that_left_is_deleted():
    send_mail("Un mot", "Texte", None, ["a@example.org"])
    work()
    tidy_mails()
    assert not DBTaskResult.objects.exists()


def test_a_mail_is_tried_again_when_the_server_is_back(server_away, monkeypatch):
    send_mail("Un mot", "Texte", None, ["someone@example.org"])
    work()
    kept = DBTaskResult.objects.get()
    assert kept.status == TaskResultStatus.FAILED
    assert "someone" not in kept.traceback
    retry_mails()
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED  # not at once: the server may be resting
    monkeypatch.undo()
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=3)):
        retry_mails()
        work()
    assert len(mail.outbox) == 1


def test_a_mail_is_tried_again_soon_then_less_and_less_often(server_away):
    """Somebody may be waiting for a code; a server that stays away is not asked every second."""
    tries = []
    with time_machine.travel("2026-03-02 12:00:00+01:00", tick=False) as clock:
        send_mail("Un mot", "Texte", None, ["someone@example.org"])
        for second in range(8 * 60):
            retry_mails()
            if DBTaskResult.objects.ready().exists():
                work()
                tries.append(second)
            clock.shift(1)
    pauses = [after - before for before, after in itertools.pairwise(tries)]
    assert pauses[0] <= 3
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_BETWEEN_TRIES.total_seconds()
    assert len(tries) <= 10


def test_a_mail_of_an_hour_ago_is_dropped_and_logged(server_away, log_lines):
    send_mail("Un mot", "Texte", None, ["someone@example.org"])
    work()
    with time_machine.travel(timezone.now() + LONGEST_WAIT + datetime.timedelta(minutes=1)):
        tidy_mails()
    assert not DBTaskResult.objects.exists()
    assert [line["number"] for line in log_lines() if line["event"] == "mails dropped after an hour"] == [1]


def test_a_mail_sealed_with_lost_keys_is_dropped_and_logged(log_lines):
    deliver.enqueue("gAAAAA-not-ours")
    work()
    assert mail.outbox == []
    assert "mail dropped: sealed with other keys" in [line["event"] for line in log_lines()]


def test_the_task_of_a_killed_worker_is_taken_up_again():
    send_mail("Un mot", "Texte", None, ["a@example.org"])
    DBTaskResult.objects.get().claim("killed")
    work()
    assert mail.outbox == []
    assert requeue() == 0  # it may still be running
    with time_machine.travel(timezone.now() + LONGEST_TASK + datetime.timedelta(seconds=1)):
        assert requeue() == 1
        work()
    assert len(mail.outbox) == 1


def test_one_round_of_the_worker_sends_what_waits():
    send_mail("Un mot", "Texte", None, ["a@example.org"])
    with pytest.raises(SystemExit) as left:
        call_command("worker", once=True)
    assert left.value.code == 0
    assert len(mail.outbox) == 1


def test_no_task_begins_once_the_worker_is_asked_to_end():
    send_mail("Un mot", "Texte", None, ["a@example.org"])
    leaving = threading.Event()
    leaving.set()
    run_waiting_tasks(leaving)
    assert mail.outbox == []


def test_a_silent_mail_server_does_not_hold_up_the_worker():
    for number in range(3):
        send_mail("Un mot", f"Texte {number}", None, ["a@example.org"])
    run_waiting_tasks(threading.Event(), seconds=0)
    assert mail.outbox == []
    work()
    assert len(mail.outbox) == 3


def test_without_a_worker_a_mail_leaves_at_once(settings):
    settings.TASKS = {**settings.TASKS, "worker": settings.TASKS["default"]}
    send_mail("Un mot", "Texte", None, ["a@example.org"])
    assert len(mail.outbox) == 1
