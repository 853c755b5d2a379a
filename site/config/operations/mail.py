"""The queue of mails: the worker sends them, so a page never waits for a mail server, and an outage loses none.

`QueuedEmailBackend` seals each message (a sign-in code, a link: nothing readable in the database) and hands it to
the task queue; `deliver` sends it through `settings.DELIVERY_BACKEND`. `retry_mails` tries again a mail that cannot
leave: after seconds at first, since somebody may be waiting for a code, then each time after as long as it has
already waited. `tidy_mails` drops a mail that is an hour old: its code or link no longer serves.
"""

import datetime
from collections.abc import Sequence
from email.utils import make_msgid, parseaddr
from typing import cast

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet

from config.operations.task_queue import BACKEND
from lib.secrets import seal, unseal

LONGEST_WAIT = datetime.timedelta(hours=1)
SHORTEST_BETWEEN_TRIES = datetime.timedelta(seconds=2)
LONGEST_BETWEEN_TRIES = datetime.timedelta(minutes=2)
logger = structlog.get_logger("entrepairs.mail")


class MailAwayError(Exception):
    """The mail server did not take a mail."""


@task(backend=BACKEND)
def deliver(sealed: str) -> None:
    """Send one sealed mail. Raises MailAwayError, without the server's own words: they may hold an address."""
    kept = unseal(sealed)
    if kept is None:
        logger.error("mail dropped: sealed with other keys")
        return
    alternatives = [tuple(each) for each in kept.pop("alternatives")]
    connection = get_connection(settings.DELIVERY_BACKEND)
    try:
        EmailMultiAlternatives(**kept, alternatives=alternatives, connection=connection).send()
    except OSError as error:  # SMTPException is one
        raise MailAwayError(type(error).__name__) from None


class QueuedEmailBackend(BaseEmailBackend):
    """Hands mails to the worker: plain messages and alternatives, no attachment."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue each message and return their number. Raises ValueError for a mail with an attachment."""
        for message in email_messages:
            if message.attachments:
                raise ValueError("This site sends no attachment.")
            deliver.enqueue(seal(_plain(message)))
        return len(email_messages)


def _plain(message: EmailMessage) -> dict:
    return {
        "subject": message.subject,
        "body": message.body,
        "from_email": message.from_email,
        "to": message.to,
        "headers": {**_headers(message.from_email), **message.extra_headers},
        "alternatives": [list(each) for each in getattr(message, "alternatives", [])],
    }


def _headers(sender: str) -> dict[str, str]:
    """Return the headers of every mail: no holiday answer to it, and a name that tells no machine.

    The name is given once: a mail that leaves twice is then known for the same.
    """
    domain = parseaddr(sender)[1].rpartition("@")[2]
    return {"Auto-Submitted": "auto-generated", "Message-ID": make_msgid(domain=domain or None)}


def _mails() -> DBTaskResultQuerySet:
    return DBTaskResult.objects.filter(task_path=deliver.module_path)


def retry_mails() -> None:
    """Queue again the mails that could not leave and have waited enough. Without any it costs one query."""
    now = timezone.now()
    waiting = _mails().failed().values_list("pk", "enqueued_at", "finished_at")
    tried = [(pk, asked, cast("datetime.datetime", ended)) for pk, asked, ended in waiting]  # what failed has ended
    due = [pk for pk, asked, ended in tried if ended + _pause(ended - asked) <= now]
    if due:
        again = {"status": TaskResultStatus.READY, "started_at": None, "finished_at": None, "traceback": ""}
        _mails().failed().filter(pk__in=due).update(**again)


def _pause(waited: datetime.timedelta) -> datetime.timedelta:
    """Return how long a mail refused after `waited` waits before the next try."""
    return min(max(waited, SHORTEST_BETWEEN_TRIES), LONGEST_BETWEEN_TRIES)


def tidy_mails() -> None:
    """Delete the mails that left; drop those that could not leave for an hour, and log their number."""
    _mails().successful().delete()
    dropped, _ = _mails().failed().filter(enqueued_at__lt=timezone.now() - LONGEST_WAIT).delete()
    if dropped:
        logger.error("mails dropped after an hour", number=dropped)
