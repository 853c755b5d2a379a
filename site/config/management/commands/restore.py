"""Put a backup back on an empty machine, or in place of what is there."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError

from accounts.models import Session
from config.backups import archive
from config.backups.databases import BackupError
from config.operations.preparing import FolderError, make_private
from content.remembered import bump


class Command(BaseCommand):
    help = "Put a backup back. Stop the site first, and run `prepare` afterwards."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the backup, and the permission to lose what is there."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="lose what this site holds today")

    def handle(self, *args: Any, **options: Any) -> None:
        """Put the backup back, end every session, say what came back."""
        try:
            make_private(settings.VAR_DIR)
            manifest = archive.restore(options["file"], replace=options["replace"])
        except (BackupError, DatabaseError, FolderError) as error:
            raise CommandError(str(error)) from error
        Session.objects.all().delete()  # one that was ended since the backup must not be open again
        bump()
        rows = sum(manifest["rows"].values())
        self.stdout.write(f"Restored {rows} rows and {len(manifest['files']) - 1} media files. Now run `prepare`.")
        self.stdout.write("`prepare` erases again the accounts that this machine knows were erased since.")
        self.stdout.write("Everybody signs in again. What was stopped since is open again: see docs/operating.md.")
