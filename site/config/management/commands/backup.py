"""Save everything people wrote."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError
from django.utils import timezone

from config.backups import archive
from config.backups.databases import BackupError
from config.backups.progress import Telling
from config.models import LastBackup


class Command(BaseCommand):
    help = "Write the database and the media in one file, while the site runs. The keys are not in it."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the folder, and how many backups to keep."""
        parser.add_argument("folder", nargs="?", type=Path, default=settings.VAR_DIR / "backups")
        parser.add_argument("--keep", type=int, default=0, help="delete all but the latest KEEP (0: delete none)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the backup, say where it lies, then delete the older ones."""
        if options["keep"] < 0:
            raise CommandError("--keep takes a number from 0.")
        telling = Telling()
        try:
            path = archive.make(options["folder"], telling)
            self.stdout.write(f"{path} ({path.stat().st_size:,} bytes)")
            for older in archive.drop_older(options["folder"], options["keep"]):
                self.stdout.write(f"deleted {older.name}")
            LastBackup.objects.update_or_create(is_only=True, defaults={"made_at": timezone.now()})
        except (BackupError, DatabaseError, OSError) as error:
            raise CommandError(str(error)) from error
        finally:
            telling.over()
