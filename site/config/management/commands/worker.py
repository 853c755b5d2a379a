"""The worker: does what must happen without a visitor. Mails leave at once, the rest is done every minute."""

import argparse
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

import structlog
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import Error as DatabaseOutage
from django.db import close_old_connections, connections

from config.operations import crash_reports, metrics
from config.operations.heartbeat import beat
from config.operations.mail import retry_mails, tidy_mails
from config.operations.purge import purge_everything
from config.operations.task_queue import requeue, run_waiting_tasks
from config.state import certificate
from content import remembered
from courses.offices.skill_offers import offer_ended

EVERY = 60  # seconds between two rounds of jobs
TICK = 1  # seconds between two looks at the task queue, when it is empty
logger = structlog.get_logger("entrepairs.worker")


def requeue_abandoned() -> None:
    """Take up again the tasks that a killed worker left behind."""
    requeue()


def publish() -> None:
    """Publish and unpublish the pages whose hour has come."""
    remembered.settle()
    call_command("publish_scheduled", verbosity=0)


def offer() -> None:
    """Offer its skills to the passport of each person whose office ended."""
    offer_ended()


def purge() -> None:
    """Erase what is over; log the number of things of each kind."""
    erased = purge_everything()
    if erased:
        logger.info("purged", **erased)


JOBS: dict[str, Callable[[], None]] = {
    "requeue": requeue_abandoned,
    "publish": publish,
    "mails": tidy_mails,
    "offers": offer,
    "purge": purge,
    "certificate": certificate.look,
}


def run_jobs() -> bool:
    """Run every job once, each on its own: one that fails is logged and does not stop the others.

    Return True when all went well.
    """
    done = True
    for name, job in JOBS.items():
        try:
            job()
            metrics.note_job(name, "done")
        except DatabaseOutage:
            logger.exception("job put off: database unavailable", job=name)
            metrics.note_job(name, "put off")
            connections.close_all()
            done = False
        except Exception:
            logger.exception("job failed", job=name)
            metrics.note_job(name, "failed")
            crash_reports.tell(f"job {name}")
            done = False
    return done


def run_tasks(leaving: threading.Event, seconds: float = EVERY) -> bool:
    """Run the tasks that wait, mails to be tried again among them; return False when the database is away.

    Stop after `seconds`: a mail server that says nothing must not hold up the jobs.
    """
    try:
        retry_mails()
        run_waiting_tasks(leaving, seconds)
    except DatabaseOutage:
        logger.exception("tasks put off: database unavailable")
        connections.close_all()
        return False
    return True


class Command(BaseCommand):
    help = "Send mails as they come; publish what is scheduled and erase what is over, every minute."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take `--once`, to stop after one round."""
        parser.add_argument("--once", action="store_true", help="one round, then leave; status 1 if a job failed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Loop until SIGTERM or SIGINT, which stop at once: the transaction of a job under way is undone."""
        self.leaving = threading.Event()
        if options["once"]:
            done = run_jobs() and run_tasks(self.leaving)
            beat(done=done)
            sys.exit(0 if done else 1)
        metrics.begin("worker")
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.leave)
        logger.info("worker started", every=EVERY)
        while True:
            beat(done=run_jobs())
            self.watch_tasks()

    def watch_tasks(self) -> None:
        """Run tasks as they come, for a minute.

        A task may swallow the exit of `leave`, so `leaving` is read after each.
        """
        end = time.monotonic() + EVERY
        while (left := end - time.monotonic()) > 0:
            run_tasks(self.leaving, left)
            if self.leaving.is_set():
                sys.exit(0)
            close_old_connections()
            self.leaving.wait(TICK)

    def leave(self, _number: int, _frame: FrameType | None) -> None:
        """End the process, whatever it is doing."""
        self.leaving.set()
        logger.info("worker stopped")
        sys.exit(0)
