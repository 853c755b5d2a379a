"""Read a backup through, without touching the site."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.backups import archive
from config.backups.databases import BackupError


class Command(BaseCommand):
    help = "Check every file and every table of a backup; status 1 at the first thing wrong."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the backup."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the backup through and say what it holds."""
        try:
            manifest = archive.verify(options["file"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows = sum(manifest["rows"].values())
        self.stdout.write(
            f"Sound: {manifest['database']} of {manifest['made_at'][:16]}, {rows} rows in {len(manifest['rows'])} "
            f"tables, {len(manifest['files']) - 1} media files."
        )
