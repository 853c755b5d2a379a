"""The worker: what must happen without a visitor. Mails at once, the rest every minute."""

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

from config.operations.mail import retry_mails, tidy_mails
from config.operations.purge import purge_everything
from config.operations.queue import requeue, run_waiting_tasks
from content import remembered
from courses.offices.skill_offers import offer_ended

EVERY = 60  # seconds between two rounds of jobs
TICK = 1  # seconds between two looks at the task queue, when it is empty
logger = structlog.get_logger("entrepairs.worker")


def requeue_abandoned() -> None:
    """Take up again what a killed worker left behind."""
    requeue()


def publish() -> None:
    """Publish and unpublish the pages whose hour has come."""
    remembered.settle()
    call_command("publish_scheduled", verbosity=0)


def offer() -> None:
    """Offer to the passports of those who held an office what its end brings."""
    offer_ended()


def purge() -> None:
    """Erase what is over; say how much of what."""
    erased = purge_everything()
    if erased:
        logger.info("purged", **erased)


JOBS: dict[str, Callable[[], None]] = {
    "requeue": requeue_abandoned,
    "publish": publish,
    "mails": tidy_mails,
    "offers": offer,
    "purge": purge,
}


def run_jobs() -> bool:
    """Run every job once, each on its own: one that fails is logged and does not stop the others.

    True when all went well.
    """
    done = True
    for name, job in JOBS.items():
        try:
            job()
        except DatabaseOutage:
            logger.exception("job put off: database unavailable", job=name)
            connections.close_all()
            done = False
        except Exception:
            logger.exception("job failed", job=name)
            done = False
    return done


def run_tasks(leaving: threading.Event, seconds: float = EVERY) -> bool:
    """Run what waits in the task queue, mails to be tried again among it; False when the database is away.

    No longer than `seconds`: a mail server that says nothing must not hold up the jobs.
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
        """Whether to stop after one round."""
        parser.add_argument("--once", action="store_true", help="one round, then leave; status 1 if a job failed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Loop; SIGTERM and SIGINT stop at once, even in the middle of a job, whose transaction is undone."""
        self.leaving = threading.Event()
        if options["once"]:
            sys.exit(0 if run_jobs() and run_tasks(self.leaving) else 1)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.leave)
        logger.info("worker started", every=EVERY)
        while True:
            run_jobs()
            self.watch()

    def watch(self) -> None:
        """Run tasks as they come, for a minute. A task that was cut swallows our leaving: it is looked at again."""
        end = time.monotonic() + EVERY
        while (left := end - time.monotonic()) > 0:
            run_tasks(self.leaving, left)
            if self.leaving.is_set():
                sys.exit(0)
            close_old_connections()
            self.leaving.wait(TICK)

    def leave(self, _number: int, _frame: FrameType | None) -> None:
        """Leave wherever we are."""
        self.leaving.set()
        logger.info("worker stopped")
        sys.exit(0)
