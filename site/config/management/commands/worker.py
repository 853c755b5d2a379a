"""The worker: what must happen without a visitor, every minute."""

import argparse
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

import structlog
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import Error as DatabaseOutage
from django.db import connections

from config.purge import purge_everything

EVERY = 60  # seconds
logger = structlog.get_logger("entrepairs.worker")


def publish() -> None:
    """Publish and unpublish the pages whose hour has come."""
    call_command("publish_scheduled", verbosity=0)


def purge() -> None:
    """Erase what is over; say how much of what."""
    erased = purge_everything()
    if erased:
        logger.info("purged", **erased)


JOBS: dict[str, Callable[[], None]] = {"publish": publish, "purge": purge}


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


class Command(BaseCommand):
    help = "Publish scheduled pages and erase what is over, every minute, until asked to stop."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Whether to stop after one round."""
        parser.add_argument("--once", action="store_true", help="one round, then leave; status 1 if a job failed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Loop; SIGTERM and SIGINT stop at once, even in the middle of a job, whose transaction is undone."""
        if options["once"]:
            sys.exit(0 if run_jobs() else 1)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.leave)
        logger.info("worker started", every=EVERY)
        pause = threading.Event()
        while True:
            run_jobs()
            connections.close_all()
            pause.wait(EVERY)

    def leave(self, _number: int, _frame: FrameType | None) -> None:
        """Leave wherever we are."""
        logger.info("worker stopped")
        sys.exit(0)
