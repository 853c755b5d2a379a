"""Measure inside one process: hashes, QR pictures, booklets, cards of a group, many writers on one database."""

import json
import statistics
import threading
import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from accounts.groups.card_sheets import draw
from accounts.groups.cards import Drawn
from accounts.models import User
from accounts.secret_code import rules as secret_code
from courses.booklet.document import booklet_of
from courses.booklet.files import TEMPLATE
from courses.learning.lookup import contents_of
from courses.models import ModulePage
from lib.pdf.typesetting import typeset
from passport.sharing import qr

WRITERS, SECONDS = 32, 4
CARDS = 40


class Command(BaseCommand):
    help = "Time the parts of `make bench` that need no server."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the figures as JSON."""
        address = "https://exemple.fr/p/" + "a" * 22
        waits, errors = rush()
        figures = {
            "password hash, ms": timed(lambda: make_password("un mot de passe de banc d’essai"), 9),
            "secret code hash, ms": timed(lambda: secret_code.make("482915"), 9),
            "QR as SVG, ms": timed(lambda: qr.svg(address), 30),
            **booklet(),
            **cards_of_a_group(),
            "database": connection.vendor,
            "writes": len(waits),
            "write errors": errors,
            "write p50, ms": percentile(waits, 50),
            "write p99, ms": percentile(waits, 99),
        }
        self.stdout.write(json.dumps(figures))


def timed(work: Callable[[], Any], times: int) -> float:
    """Return the median of `times` calls, in milliseconds of wall time, after one that does not count."""
    work()
    measured = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        measured.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(measured), 2)


def booklet() -> dict[str, float]:
    """Return what the booklet of the longest module takes: its gathering, its making, its size."""
    module = ModulePage.objects.live().order_by("-minutes").first()
    if module is None:
        return {}
    gathered = booklet_of(contents_of(module))
    return {
        "longest booklet gathered, ms": timed(lambda: booklet_of(contents_of(module)), 5),
        "longest booklet made, ms (budget 1000)": timed(lambda: typeset(TEMPLATE, gathered), 5),
        "longest booklet, KB (budget 2000)": len(typeset(TEMPLATE, gathered)) // 1000,
    }


def cards_of_a_group() -> dict[str, float]:
    """Return what the paper of forty cards takes to draw, with its blank rescue sheets; no card is issued."""
    people = [(user.display_name, user) for user in User.objects.order_by("pk")[:CARDS]]
    drawn = [Drawn.anew() for _ in people]
    return {
        f"{len(people)} cards drawn, ms (budget 1000)": timed(lambda: draw(people, drawn, with_blanks=True), 5),
    }


def percentile(values: list[float], rank: int) -> float:
    """Return the value that `rank` % of the values do not exceed."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, len(ordered) * rank // 100)], 1)


def rush() -> tuple[list[float], int]:
    """Let many writers write at once for a few seconds; return how long each write took (ms) and how many failed."""
    keys = list(User.objects.values_list("pk", flat=True)[:WRITERS])
    waits: list[float] = []
    errors: list[str] = []
    until = time.monotonic() + SECONDS

    def write(pk: int) -> None:
        while time.monotonic() < until:
            begun = time.perf_counter()
            try:
                User.objects.filter(pk=pk).update(display_name=f"Personne {begun}")
                waits.append((time.perf_counter() - begun) * 1000)
            except DatabaseError as error:
                errors.append(str(error))
        connection.close()

    threads = [threading.Thread(target=write, args=(keys[n % len(keys)],)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits, len(errors)
