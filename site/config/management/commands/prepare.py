"""Bring the database, the static files and the first content up to date; safe to repeat."""

import argparse
import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.account import erasures
from config import stylesheets
from config.operations.preparing import FolderError, make_private, one_at_a_time
from config.seeding import search_index


class Command(BaseCommand):
    help = "Migrate, collect static files when they changed, load the seed; safe to stop and to repeat."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the first and last step numbers to print, and the file of the demonstration people if wanted."""
        parser.add_argument("--step", type=int, default=1, help="number of the first step said")
        parser.add_argument("--of", type=int, default=3, help="number of the last step said")
        parser.add_argument("--demo", metavar="FILE", help="create demonstration people; their sign-ins go to FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the three steps, in a folder of our own, when no other process does.

        Raises CommandError when VAR_DIR cannot be written or the database does not answer.
        """
        try:
            make_private(settings.VAR_DIR)
            connection.ensure_connection()
        except FolderError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(f"The database does not answer: {error} DATABASE_URL says where it is.") from error
        with one_at_a_time(settings.VAR_DIR, self.stderr.write):
            self.run_steps(options)

    def run_steps(self, options: dict[str, Any]) -> None:
        """Run each step under its number and title."""
        steps = [
            ("Database", self.migrate),
            ("Static files", collect_static),
            ("Content and people" if options["demo"] else "Content", lambda: self.fill(options["demo"])),
        ]
        for number, (title, work) in enumerate(steps, options["step"]):
            self.stdout.write(f"{number}/{options['of']} {title}")
            self.stdout.flush()
            work()

    def migrate(self) -> None:
        """Apply the missing migrations; when there is none it costs one query. Make the cache table."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)

    def fill(self, demo: str | None) -> None:
        """Erase again whom a backup brought back, seed, index again if need be, make demonstration people if wanted."""
        if again := erasures.erase_again():
            self.stdout.write(f"Erased again {again} accounts that a backup had brought back.")
        is_stale = search_index.is_stale()
        call_command("seed", stdout=self.stdout)
        search_index.remember(make_again=is_stale)
        if demo:
            call_command("demo_people", file=demo, stdout=self.stdout)


def collect_static() -> None:
    """Collect static files when one changed since the last time; the stamp is written last.

    Raises CommandError when STATIC_DIR, which is collected elsewhere, holds none.
    """
    if settings.STATIC_IS_BUILT:
        if not (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
            raise CommandError(f"STATIC_DIR, {settings.STATIC_ROOT}, holds nothing: run `collectstatic` there.")
        return
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    wanted = fingerprint()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    fresh = stamp.with_suffix(".new")
    fresh.write_text(wanted)
    fresh.replace(stamp)


def fingerprint() -> str:
    """Return a SHA-256 of how styles are made, and of the path, size and modification time of every source file."""
    digest = hashlib.sha256(Path(stylesheets.__file__).read_bytes())
    digest.update(f"{version('lightningcss')} {version('tinycss2')}\n".encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list(["CVS", ".*", "*~"]), key=lambda found: found[0]):
            state = Path(storage.path(path)).stat()
            digest.update(f"{storage.location}/{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
